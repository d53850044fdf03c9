"""The same things as several endpoints tell of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..contract import Json, Registry
from ..exchange import Exchange
from .disclosure import attributes_of
from .listings import REFUSED, Row, rows_of, total_of, user_of
from .sightings import sightings

_MOVING = frozenset(
    ("status", "statusCode", "sentAt", "deliveredAt", "updatedAt", "charged", "token")
)
"""Members that may change between two reads, though nobody writes."""

_SHOWN = 60


@dataclass(frozen=True, slots=True)
class ContactStory:
    """
    One contact as each read shows it, by the id of the read.

    `custom` are the attributes that it was given besides the native ones.
    """

    user_id: str
    sights: tuple[Exchange, ...]
    custom: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class EventStory:
    """
    The events of one contact, as pushed and as each list shows them.

    `kind` is the type that all of them were pushed with.
    """

    written: frozenset[str]
    lists: tuple[Exchange, ...]
    kind: str = ""


@dataclass(frozen=True, slots=True)
class TotalStory:
    """How much one filter matches, as each endpoint counts it."""

    counted: int
    counts: tuple[Exchange, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class DetailStory:
    """A row of a list and the same thing read alone; `key` members define it."""

    endpoint: str
    row: Row
    detail: Exchange
    key: tuple[str, ...]
    key_rule: str
    rule: str


@dataclass(frozen=True, slots=True)
class StatisticsStory:
    """The statistics of a data source around a push of so many new contacts."""

    before: Exchange
    push: Exchange
    after: Exchange
    pushed: int


@dataclass(frozen=True, slots=True)
class TokenStory:
    """
    What became of one contact, pushed by a product token and a datasource token.

    `own` are the attributes in which they may differ, `custom` those that the project
    has besides the native ones.
    """

    pushes: tuple[Exchange, Exchange]
    reads: tuple[Exchange, Exchange]
    own: frozenset[str]
    custom: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class MessageStory:
    """
    The messages of a contact, by its id and by its phone.

    `sent` is the id of one that the run sent it; empty where it sent none.
    """

    by_id: Exchange
    by_phone: Exchange
    sent: str = ""


def differing_sights(story: ContactStory, contract: Registry) -> str | None:
    """Return the first attribute that two reads of a contact tell differently."""
    shown: dict[str, Mapping[str, str]] = {}
    for sight in story.sights:
        row = _row_of(contract, sight, story.user_id)
        if row is None:
            status = sight.response.status
            return f"{sight.request.endpoint} (status {status}) does not show it"
        shown[sight.request.endpoint] = _values(contract, row, story.custom)
    first, *others = shown.items()
    for name, values in others:
        for uid in sorted(values.keys() | first[1].keys()):
            if values.get(uid) != first[1].get(uid):
                here, there = first[1].get(uid), values.get(uid)
                return f"{uid} is {here} in {first[0]} and {there} in {name}"
    return None


def differing_events(story: EventStory, _: Registry) -> str | None:
    """Return the first list that lacks an event, holds it twice or shows another."""
    for listed in story.lists:
        body = listed.response.body
        found = [len(sightings(body, name)) for name in story.written]
        if any(times != 1 for times in found):
            return (
                f"{listed.request.endpoint} shows {sum(found)} of "
                f"{len(found)} events, {sum(map(bool, found))} different"
            )
        shown = {one.type for one in sightings(body, *story.written)}
        others = sorted(kind for kind in shown - {story.kind} if kind and story.kind)
        if others:
            return f"{listed.request.endpoint} shows {others[0]} for {story.kind}"
    return None


def differing_totals(story: TotalStory, _: Registry) -> str | None:
    """Return the counts that differ from what there is."""
    wrong = [
        f"{count.request.endpoint}: {total_of(count)}"
        for count in story.counts
        if count.response.status not in REFUSED and total_of(count) != story.counted
    ]
    return "; ".join(wrong) or None


def differing_members(story: DetailStory) -> Iterator[tuple[str, str]]:
    """Yield the rule broken, and the member that a detail tells otherwise."""
    body: Any = story.detail.response.body
    alone = body.get("entity") if isinstance(body, dict) else None
    if not isinstance(alone, dict):
        yield story.key_rule, f"status {story.detail.response.status}, no entity"
        return
    for name in sorted(story.row.keys() & (alone.keys() | set(story.key)) - _MOVING):
        if story.row[name] != alone.get(name):
            rule = story.key_rule if name in story.key else story.rule
            listed, single = str(story.row[name]), str(alone.get(name))
            yield (
                rule,
                f"{name} is {listed[:_SHOWN]} in the list, {single[:_SHOWN]} alone",
            )


def wrong_statistics(story: StatisticsStory, _: Registry) -> str | None:
    """Return by how much the total grew, where it is not by what was pushed."""
    totals = [_total(exchange) for exchange in (story.before, story.after)]
    if None in totals:
        return "no total"
    grown = totals[1] - totals[0]
    return None if grown == story.pushed else f"the total grew by {grown}"


def differing_tokens(story: TokenStory, contract: Registry) -> str | None:
    """Return how the effect of two tokens differs."""
    one, other = (_alone(contract, read, story.custom) for read in story.reads)
    for uid in sorted((one.keys() | other.keys()) - story.own):
        if one.get(uid) != other.get(uid):
            return f"{uid} is {one.get(uid)} and {other.get(uid)}"
    return None if one else "neither contact can be read"


def differing_messages(story: MessageStory, _: Registry) -> str | None:
    """Return how the two lists of messages differ."""
    one, other = (
        {str(row.get("id")) for row in rows_of(e)}
        for e in (story.by_id, story.by_phone)
    )
    if story.sent and story.sent not in one & other:
        return "the message that was sent is not on both lists"
    return None if one == other else f"{len(one)} by id, {len(other)} by phone"


def _row_of(contract: Registry, sight: Exchange, user_id: str) -> Row | None:
    found = (row for row in rows_of(sight) if user_of(contract, row) == user_id)
    return next(found, None)


def _values(
    contract: Registry, row: Row, custom: frozenset[str] = frozenset()
) -> dict[str, str]:
    attributes = attributes_of(row)
    uids = (*(a.uid for a in contract.attributes), *custom)
    shown = {"id": row.get("id")} | {uid: attributes.get(uid) for uid in uids}
    return {name: _spelt(value) for name, value in shown.items() if value is not None}


def _alone(
    contract: Registry, read: Exchange, custom: frozenset[str]
) -> dict[str, str]:
    rows = rows_of(read)
    return _values(contract, rows[0], custom) if rows else {}


def _spelt(value: Json) -> str:
    return str(sorted(map(str, value)) if isinstance(value, list) else value)


def _total(exchange: Exchange) -> Any:
    body: Any = exchange.response.body
    contacts = body.get("contacts") if isinstance(body, dict) else None
    return contacts.get("total") if isinstance(contacts, dict) else None
