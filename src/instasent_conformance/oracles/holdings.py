"""Segments, campaigns and automations: what a project holds and only shows."""

from __future__ import annotations

from dataclasses import dataclass

from ..contract import Registry
from ..exchange import Exchange
from .index_filters import identity
from .listings import REFUSED, rows_of

_DEFINING = ("id", "from", "to", "text")


@dataclass(frozen=True, slots=True)
class DynamicList:
    """
    All segments, those said to need no parameter, and a read of each of these.

    `others` are reads of segments that are called dynamic and not on that list.
    """

    listed: Exchange
    dynamic: Exchange
    reads: tuple[Exchange, ...]
    others: tuple[Exchange, ...] = ()


@dataclass(frozen=True, slots=True)
class ParameterSegment:
    """A segment without a parameter, and with one value or several."""

    endpoint: str
    without: Exchange
    opened: tuple[Exchange, ...]


@dataclass(frozen=True, slots=True)
class Positions:
    """The messages of each position of one campaign or automation."""

    endpoint: str
    lists: tuple[Exchange, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class MessageReads:
    """A list of messages, and each of some of them read alone."""

    endpoint: str
    listed: Exchange
    reads: tuple[Exchange, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class ReadOnly:
    """Attempts to change what is only read, between two looks at it."""

    endpoint: str
    before: Exchange
    attempts: tuple[Exchange, ...]
    after: Exchange


def wrong_dynamic(evidence: DynamicList, _: Registry) -> str | None:
    """Return which segment of the dynamic list needs a parameter, or is unknown."""
    every = {identity(row) for row in rows_of(evidence.listed)}
    dynamic = {identity(row) for row in rows_of(evidence.dynamic)}
    if evidence.listed.response.succeeded and dynamic - every:
        return f"{len(dynamic - every)} segments that the list of all does not hold"
    closed = [read for read in evidence.reads if not read.response.succeeded]
    return (
        f"{closed[0].request.target} answers {closed[0].response.status}"
        if closed
        else None
    )


def left_out_dynamic(evidence: DynamicList, _: Registry) -> str | None:
    """Return which segment is called dynamic, shows somebody, and is not listed."""
    # One that lacks its parameter may answer that it is empty.
    opened = [read for read in evidence.others if rows_of(read)]
    return f"{opened[0].request.target} opens, and is not listed" if opened else None


def never_opened(evidence: ParameterSegment, _: Registry) -> str | None:
    """Return how a segment that asks for a parameter answers when it gets one."""
    if any(answer.response.succeeded for answer in evidence.opened):
        return None
    statuses = [answer.response.status for answer in evidence.opened]
    return f"statuses {statuses} with a parameter"


def shared_messages(evidence: Positions, _: Registry) -> str | None:
    """Return which messages stand at two positions at once."""
    seen: set[str] = set()
    for listed in evidence.lists:
        here = {identity(row) for row in rows_of(listed)}
        if seen & here:
            return f"{len(seen & here)} messages at two positions"
        seen |= here
    return None


def misread_messages(evidence: MessageReads, _: Registry) -> str | None:
    """Return the first message that reads otherwise than its list shows it."""
    rows = {identity(row): row for row in rows_of(evidence.listed)}
    for read in evidence.reads:
        alone = next(iter(rows_of(read)), None)
        if alone is None:
            return f"{read.request.target} answers {read.response.status}"
        row = rows.get(identity(alone), {})
        for name in _DEFINING:
            if row.get(name) != alone.get(name):
                return f"{name} is {row.get(name)} in the list, {alone.get(name)} alone"
    return None


def changes(evidence: ReadOnly, _: Registry) -> str | None:
    """Return which attempt was taken, or that something changed."""
    for attempt in evidence.attempts:
        if attempt.response.succeeded:
            request = attempt.request
            return f"{request.method} is answered {attempt.response.status}"
    if evidence.before.response.body != evidence.after.response.body:
        return "the refusals left something changed"
    return None


def is_closed(exchange: Exchange) -> bool:
    """Return whether a segment does not open as it is asked for."""
    return exchange.response.status in REFUSED
