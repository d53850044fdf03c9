"""Contacts found by a lookup, in a segment, in part or in whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..contract import Json, Registry
from ..exchange import Exchange
from .disclosure import attributes_of
from .knobs import possible_options
from .listings import REFUSED, rows_of, user_ids, user_of

BY_VALUE_KNOB = "K-35"
NOBODY = 404


@dataclass(frozen=True, slots=True)
class Lookup:
    """A value that was looked up, whose it is, and the answer; nobody's is empty."""

    endpoint: str
    role: str
    owner: str
    exchange: Exchange
    rule: str


@dataclass(frozen=True, slots=True)
class Lookups:
    """Everything that was looked up at one endpoint."""

    endpoint: str
    asked: tuple[Lookup, ...]


@dataclass(frozen=True, slots=True)
class SegmentCondition:
    """The marked contacts of a segment: by its scroll, and by a condition."""

    endpoint: str
    scroll: Exchange
    spelt: tuple[Exchange, ...]


@dataclass(frozen=True, slots=True)
class PartialData:
    """The same search without a wish, with all data, and without."""

    endpoint: str
    plain: Exchange
    whole: Exchange
    essential: Exchange


def wrong_lookups(
    evidence: Lookups, contract: Registry
) -> Iterator[tuple[Lookup, str]]:
    """Yield the lookups that no option explains together, and what is wrong."""
    options = possible_options(contract, BY_VALUE_KNOB)
    problems = {
        option: [
            (asked, problem)
            for asked in evidence.asked
            if (problem := _problem(asked, option, contract))
        ]
        for option in options
    }
    yield from min(problems.values(), key=len)


def _problem(asked: Lookup, option: str, contract: Registry) -> str | None:
    found = set(user_ids(contract, asked.exchange)) - {"None"}
    by_value = asked.endpoint == "audience.by-value" and asked.role != "user-id"
    owner = "" if by_value and option == "user-id" else asked.owner
    status = asked.exchange.response.status
    if not owner:
        absent = not found or status in REFUSED
        return None if absent else f"{len(found)} contacts for a value of nobody"
    if found == {owner}:
        return None
    return f"status {status}, {len(found)} contacts instead of its one owner"


def missed_by_condition(evidence: SegmentCondition, contract: Registry) -> str | None:
    """Return how the condition differs from the scroll, in every spelling answered."""
    members = set(user_ids(contract, evidence.scroll))
    problems = []
    for exchange in evidence.spelt:
        if not exchange.response.succeeded:
            continue
        found = set(user_ids(contract, exchange))
        if found == members:
            return None
        problems.append(
            f"{len(found - members)} who are no members, "
            f"{len(members - found)} members missing"
        )
    return problems[0] if problems else None


def shown_in_part(evidence: PartialData, contract: Registry) -> str | None:
    """Return where less data is not a part of all data, or all is not the default."""
    plain, whole, essential = (
        _by_user(contract, e)
        for e in (evidence.plain, evidence.whole, evidence.essential)
    )
    if plain != whole:
        return "what is shown by default differs from all data"
    if essential.keys() != whole.keys():
        return f"{len(essential)} contacts instead of {len(whole)}"
    for name, attributes in essential.items():
        if not attributes.items() <= whole[name].items():
            return "an essential value that is not among all data"
    secret = _confidential(contract)
    rich = any(attributes.keys() & secret for attributes in whole.values())
    return "all data, though it was not wanted" if rich and essential == whole else None


def _confidential(contract: Registry) -> frozenset[str]:
    """Return the attributes that the highest level alone opens: no essentials."""
    highest = max(contract.levels, key=lambda row: row.rank).level
    rows = (row for row in contract.disclosure if row.levels == {highest})
    return frozenset(row.attribute for row in rows if row.attribute)


def _by_user(contract: Registry, exchange: Exchange) -> dict[str, Mapping[str, str]]:
    return {
        user_of(contract, row): {
            name: repr(value) for name, value in _attributes(row).items()
        }
        for row in rows_of(exchange)
    }


def _attributes(row: Mapping[str, Json]) -> dict[str, Json]:
    shown = attributes_of(row)
    return {n: v for n, v in shown.items() if v is not None and not _changes(n)}


def _changes(name: str) -> bool:
    """Return whether a member of a flattened contact dates the record."""
    return name.endswith("At")
