"""What one project knows, and where it must not surface."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..contract import Json, Registry
from ..contract.model import Provenance
from ..exchange import Exchange
from ..tokens import ProjectAlias
from .event_members import ID, spelling
from .scoped_fields import value_at
from .traces import SHORTEST, fingerprints, readings, sent_text

_IDS = (
    "audience.id",
    "automation.id",
    "campaign.id",
    "datasource.id",
    "datasource.uid",
    "send.id",
    "sender.id",
    "sms.id",
)
"""Ids that a server draws; the uid of a segment may be a word that two projects use."""

_NAMING = ("id", "uid")
"""The members by which a project knows what it holds."""

_COARSE = ("date", "datetime", "bool", "int", "decimal")


@dataclass(frozen=True, slots=True)
class Secret:
    """A text that only one project can have brought forth, and how reports call it."""

    name: str
    text: str
    provenance: Provenance = "documented"


@dataclass(frozen=True, slots=True)
class Crossing:
    """
    An answer to one project, searched for what another one owns.

    `control` is what the owner was answered to the same question. Where `telling` is
    set, it has to show a secret, or the question tells nothing.
    """

    endpoint: str
    owner: ProjectAlias
    asker: ProjectAlias
    secrets: tuple[Secret, ...]
    control: Exchange
    probe: Exchange
    telling: bool = False


@dataclass(frozen=True, slots=True)
class Adoption(Crossing):
    """
    An answer to a request that names a child of one project under another's path.

    `own` is what the asker is listed, for a child whose name two projects may use.
    """

    fact: str = ""
    own: Exchange | None = None


def secrets_of(
    contract: Registry,
    *,
    owner: ProjectAlias,
    values: Mapping[str, Json],
    facts: Mapping[str, Json],
    texts: Mapping[str, str],
) -> tuple[Secret, ...]:
    """
    Return everything that marks a project as the source of an answer.

    Args:
        contract: names the attributes.
        owner: the project.
        values: attribute uid to the value written to its contact.
        facts: the facts of the project; its ids are taken from them.
        texts: further texts, by name.

    """
    native = {attribute.uid: attribute for attribute in contract.attributes}
    found = {**texts, **{word: str(facts[word]) for word in _IDS if word in facts}}
    marks = [
        Secret(f"the {uid} of the {owner} contact", text)
        for uid, value in values.items()
        if not (uid in native and native[uid].data_type in _COARSE)
        for text in fingerprints(value, native.get(uid))
    ]
    marks += [
        Secret(f"the {name} of the {owner} project", text.casefold())
        for name, text in found.items()
        if len(text) >= SHORTEST
    ]
    return tuple(marks)


def leaked(crossing: Crossing) -> Iterator[Secret]:
    """Yield every secret that an answer shows and its request did not carry."""
    sent = sent_text(crossing.probe.request)
    text = readings(crossing.probe.response)
    for secret in crossing.secrets:
        if secret.text in text and secret.text not in sent:
            yield secret


def control_tells(crossing: Crossing) -> bool:
    """Return whether the owner was answered, and shown its own data where it asked."""
    if not crossing.control.response.succeeded:
        return False
    if not crossing.telling:
        return True
    text = readings(crossing.control.response)
    return any(secret.text in text for secret in crossing.secrets)


def shows_the_child(adoption: Adoption) -> bool:
    """Return whether the asker is shown what the owner is, and has none of the name."""
    shown = value_at(adoption.probe.response.body, "/entity")
    if not isinstance(shown, dict) or adoption.own is None:
        return False
    if not adoption.own.response.succeeded:
        return False
    names = {value for key, value in shown.items() if key in _NAMING}
    rows = value_at(adoption.own.response.body, "/entities")
    known = {
        row.get(key)
        for row in (rows if isinstance(rows, list) else ())
        for key in _NAMING
        if isinstance(row, dict)
    }
    same = shown == value_at(adoption.control.response.body, "/entity")
    return same and bool(names) and names.isdisjoint(known)


def cursor_of(exchange: Exchange) -> Json:
    """Return the cursor of the next page that an answer names."""
    return value_at(exchange.response.body, "/metadata/cursor")


def listed(exchange: Exchange, owner: ProjectAlias) -> tuple[Secret, ...]:
    """Return the ids of what an answer lists, as secrets of its project."""
    entities = value_at(exchange.response.body, "/entities")
    return tuple(
        Secret(f"the id of what is listed in {owner}", str(entity[name]).casefold())
        for entity in (entities if isinstance(entities, list) else ())
        if isinstance(entity, dict)
        for name in entity
        if spelling(name) in ID
    )


@dataclass(frozen=True, slots=True)
class Twin:
    """
    One of several records with equal values: where it is, and how it answers.

    `own` holds the texts that only this record carries.
    """

    place: str
    id: str
    own: tuple[str, ...]
    look: Exchange


@dataclass(frozen=True, slots=True)
class ProjectTwins:
    """Contacts with equal unique values, one in each of several projects."""

    records: tuple[Twin, ...]


@dataclass(frozen=True, slots=True)
class Survivors:
    """
    Twins in other projects, before and after one of them was deleted in its own.

    `before` and `after` hold the same places in the same order.
    """

    deletion: Exchange
    before: tuple[Twin, ...]
    after: tuple[Twin, ...]


@dataclass(frozen=True, slots=True)
class SourceTwins:
    """Contacts with an equal user id, one in each of several data sources."""

    records: tuple[Twin, ...]


@dataclass(frozen=True, slots=True)
class Mixture:
    """Two twins that are not apart, and what shows it."""

    record: Twin
    other: Twin
    sign: str


def mixtures(records: tuple[Twin, ...]) -> Iterator[Mixture]:
    """Yield every sign that two records are one, or that one carries another's data."""
    for number, record in enumerate(records):
        text = readings(record.look.response)
        for other in records[:number] + records[number + 1 :]:
            if record.id and record.id == other.id and other in records[:number]:
                yield Mixture(record, other, f"both have the id {record.id}")
            for own in other.own:
                if own.casefold() in text:
                    yield Mixture(record, other, f"{own} belongs to the other")


def unseen(records: tuple[Twin, ...]) -> Iterator[Twin]:
    """Yield the records that could not be read back with what is their own."""
    for record in records:
        text = readings(record.look.response)
        shown = [own for own in record.own if own.casefold() in text]
        if not (record.look.response.succeeded and shown and record.id):
            yield record
