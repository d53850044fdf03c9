"""
Which level a token has, and which attributes an answer gives away at that level.

The rows name the levels of every attribute; a scope that the plan does not include
raises no level. What is true about a contact is what this run wrote, and for platform
attributes what a token of the highest level read back on the same surface.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..cases.subjects import Subject
from ..contract import Attribute, DisclosureRow, Json, Registry
from ..contract.model import Provenance
from ..contract.places import label, row_line
from ..exchange import Exchange
from ..finding import Abstention, Location, Reason
from ..tokens import Token, left_out
from .knobs import possible_options
from .specs import has_type
from .traces import members, readings

UNDECLARED_KNOB = "K-10"
_SOURCE_ROLES = ("sources", "source-contacts")


@dataclass(frozen=True, slots=True)
class Answer:
    """An exchange, its response in every reading, and what its envelopes hold."""

    exchange: Exchange
    text: str
    entities: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class View:
    """What one token saw of some contacts on one surface, and what a wider one saw."""

    surface: str
    column: str
    level: str
    subjects: tuple[Subject, ...]
    seen: tuple[Answer, ...]
    control: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Sight:
    """One attribute in one view; `attribute` is None where it is a custom one."""

    view: View
    uid: str
    row: DisclosureRow
    attribute: Attribute | None

    @property
    def label(self) -> str:
        """The row of the heat map: the uid of a native attribute, else its class."""
        return self.row.attribute or self.row.class_ or self.uid


class LevelSight(Sight):
    """An attribute as a token sees it whose plan includes what it holds."""


class PlanSight(Sight):
    """An attribute as a token sees it that holds more than its plan includes."""


def read(exchange: Exchange) -> Answer:
    """Return an exchange with its answer laid open."""
    body = exchange.response.body
    listed = [each for part in members(body, "entities") for each in part or ()]
    held = (*members(body, "entity"), *listed)
    return Answer(
        exchange,
        readings(exchange.response),
        tuple(entity for entity in held if isinstance(entity, dict)),
    )


def level_of(contract: Registry, token: Token | None) -> str:
    """
    Return the highest level whose scope the token holds and its plan includes.

    Tokens of this law hold the scopes of all lower levels too, so that it is the same
    level under every answer to the question which scope implies which.
    """
    ranked = sorted(contract.levels, key=lambda row: row.rank)
    if token is None:
        return ranked[0].level
    live = token.scopes - left_out(contract, token.project, token.plan)
    return [ranked[0], *(row for row in ranked if row.scope in live)][-1].level


def sights_of(
    contract: Registry, view: View, kind: type[Sight], *, custom: Mapping[str, str]
) -> Iterator[Sight]:
    """Yield every attribute of a view: native ones, then custom ones by their class."""
    rows = {row.attribute or row.class_: row for row in contract.disclosure}
    for attribute in contract.attributes:
        yield kind(view, attribute.uid, rows[attribute.uid], attribute)
    for uid, class_ in custom.items():
        yield kind(view, uid, rows[class_], None)


def is_hidden(sight: Sight) -> bool:
    """Return whether the row keeps the attribute from the level of the view."""
    return sight.view.level not in sight.row.levels


def contact_in(answers: Iterable[Answer], subject: Subject) -> dict[str, Any] | None:
    """Return the subject as an answer shows it, in either envelope."""
    for answer in answers:
        for entity in answer.entities:
            if entity.get("id") == subject.audience_id or subject.user_id in (
                *attributes_of(entity).values(),
            ):
                return entity
    return None


def attributes_of(contact: Mapping[str, Json]) -> Mapping[str, Any]:
    """Return the attributes of a contact, nested or beside its id."""
    nested = contact.get("attributesData")
    return nested if isinstance(nested, dict) else contact


def truths(contract: Registry, sight: Sight, subject: Subject) -> tuple[Json, ...]:
    """
    Return the values that the attribute of a subject may truly have.

    Nothing where nobody knows one: a platform attribute that no token reads, or a
    custom one that the target may have dropped.
    """
    wide = contact_in(sight.view.control, subject)
    shown = attributes_of(wide or {}).get(sight.uid)
    if isinstance(shown, str) and shown in masks(contract, wide or {}):
        shown = None
    written = subject.written.get(sight.uid, ())
    if sight.attribute is None and shown is None:
        kept = possible_options(contract, UNDECLARED_KNOB) == ("auto-create",)
        return written if kept else ()
    if written:
        return written
    return () if shown is None else (shown,)


def masks(contract: Registry, contact: Mapping[str, Json]) -> frozenset[str]:
    """Return the texts that stand where no text belongs, such as asterisks for days."""
    shown = attributes_of(contact)
    typed = {one.uid: one.data_type for one in contract.attributes}
    return frozenset(
        value
        for uid, value in shown.items()
        if isinstance(value, str) and not has_type(typed.get(uid, ""), value)
    )


def obstacle(answers: Iterable[Answer], *, whose: str) -> Abstention | None:
    """Return why answers cannot be judged: refused, not served or rate limited."""
    for answer in answers:
        status = answer.exchange.response.status
        detail = f"{whose} was answered {status}"
        if status == 429:
            return Abstention(Reason.RATE_LIMITED, detail)
        if status == 501:
            return Abstention(Reason.NOT_SERVED, detail)
        if not answer.exchange.response.succeeded:
            return Abstention(Reason.NO_CONTROL, detail)
    return None


def obstacle_of(view: View) -> Abstention | None:
    """Return why a view cannot be judged: its control or its token got no contact."""
    found = obstacle(view.control, whose="the token of the highest level")
    found = found or obstacle(view.seen, whose="a token that suffices")
    if found:
        return found
    lost = [s.name for s in view.subjects if contact_in(view.control, s) is None]
    if not lost:
        return None
    detail = f"no token finds the {lost[0]} contact on this surface"
    return Abstention(Reason.NO_CONTROL, detail)


def is_refused(seen: Iterable[Answer]) -> bool:
    """Return whether every answer is a refusal for want of a right."""
    return all(answer.exchange.response.status == 403 for answer in seen)


def certainty(contract: Registry, sight: Sight) -> Provenance:
    """
    Return how sure the contract is of what an attribute's level is.

    The guide says what the lower levels return and nothing else, and that the highest
    returns everything, so those rest on its own text; the references to sources do not.
    """
    if sight.attribute is not None and sight.attribute.role in _SOURCE_ROLES:
        return sight.row.provenance
    levels = {row.level: row for row in contract.levels}
    top = max(contract.levels, key=lambda row: row.rank)
    if is_hidden(sight) or sight.view.level == top.level:
        return levels[sight.view.level].provenance
    return sight.row.provenance


def row_place(contract: Registry, sight: Sight) -> Location:
    """Return the line of the row that decides about an attribute."""
    key = "attribute" if sight.row.attribute else "class"
    return Location(
        file=label(contract, "access.json"),
        pointer=f"#/attributes/{sight.label}",
        line=row_line(contract, "access.json", key, sight.label),
    )


def level_place(contract: Registry, level: str) -> Location:
    """Return the line of the row that states a level."""
    return Location(
        file=label(contract, "access.json"),
        pointer=f"#/levels/{level}",
        line=row_line(contract, "access.json", "level", level),
    )
