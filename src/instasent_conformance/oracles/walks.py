"""Walks from page to page, and what they must have led past."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ..contract import Json, Registry
from ..exchange import Exchange
from .disclosure import attributes_of
from .knobs import possible_options
from .listings import REFUSED, event_ids, rows_of, user_ids
from .scoped_fields import value_at

OFFSET_KNOB = "K-18"
_UNPAGED = "no-offset-50"
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Walk:
    """
    One walk: the size of its pages, what each listed, and whether it came to an end.

    `amount` is how much there was to find; -1 where only the answers tell.
    """

    size: int
    amount: int
    pages: tuple[tuple[str, ...], ...]
    ended: bool
    exchanges: tuple[Exchange, ...]

    @property
    def listed(self) -> tuple[str, ...]:
        """Everything that the pages list, in order."""
        return tuple(name for page in self.pages for name in page)


@dataclass(frozen=True, slots=True)
class CompleteWalk:
    """A walk, and exactly what it must lead past."""

    endpoint: str
    walk: Walk
    expected: frozenset[str]
    rule: str
    events: bool = False


@dataclass(frozen=True, slots=True)
class ScrollWalk(CompleteWalk):
    """A walk by cursors."""


@dataclass(frozen=True, slots=True)
class DisturbedWalk:
    """A walk during which more was written than was there when it began."""

    endpoint: str
    walk: Walk
    settled: frozenset[str]
    rule: str
    events: bool = False


@dataclass(frozen=True, slots=True)
class OffsetAnswers:
    """A sorted whole, and the same from several offsets on."""

    endpoint: str
    whole: Exchange
    skipped: tuple[tuple[int, Exchange], ...]
    events: bool


@dataclass(frozen=True, slots=True)
class LargestPage:
    """
    Pages of every size that may be the largest, and of one more.

    `largest` are the sizes that the sources leave possible; there was more to list.
    """

    endpoint: str
    pages: tuple[Exchange, ...]
    largest: frozenset[int]
    rule: str


@dataclass(frozen=True, slots=True)
class BorrowedCursor:
    """
    A cursor that was sent with another query, or by a token that may see less.

    `readable` is what the sender may find; `own` is what its own first page shows.
    """

    endpoint: str
    about: str
    probe: Exchange
    readable: frozenset[str]
    own: Exchange
    rule: str
    events: bool


def gaps(walk: Walk, expected: frozenset[str]) -> Iterator[str]:
    """Yield what a walk repeats, loses and should never have met."""
    counts = Counter(walk.listed)
    repeated = [name for name, count in counts.items() if count > 1]
    lost = expected - counts.keys()
    foreign = counts.keys() - expected
    for word, names in (("repeated", repeated), ("lost", lost), ("extra", foreign)):
        if names:
            shown = ", ".join(sorted(names)[:_SHOWN])
            yield f"{len(names)} {word} ({shown})"


def wrong_offsets(evidence: OffsetAnswers, contract: Registry) -> str | None:
    """Return where an offset is neither kept nor, as far as it may be, not taken."""
    whole = _names(contract, evidence.whole, events=evidence.events)
    seen: dict[str, str] = {}
    for offset, exchange in evidence.skipped:
        names = _names(contract, exchange, events=evidence.events)
        if exchange.response.status in REFUSED:
            seen["refused"] = f"offset {offset} is refused"
        elif names == whole[offset:]:
            seen["kept"] = ""
        elif names == whole and _echo(exchange) != offset:
            seen["ignored"] = f"offset {offset} is ignored"
        else:
            return f"offset {offset} leads to {len(names)} others"
    options = possible_options(contract, OFFSET_KNOB)
    kept_only = seen.keys() <= {"kept"}
    if kept_only and any(option != _UNPAGED for option in options):
        return None
    if _UNPAGED in options and "kept" not in seen and len(seen) == 1:
        return None
    return ", ".join(sorted(filter(None, seen.values()))) or "an offset is taken"


def _echo(exchange: Exchange) -> Json:
    """Return the offset that an answer says it has taken."""
    return value_at(exchange.response.body, "/metadata/offset")


def overreach(evidence: BorrowedCursor, contract: Registry) -> str | None:
    """Return what a borrowed cursor shows that its sender could not read."""
    if not evidence.probe.response.succeeded:
        return None
    names = set(_names(contract, evidence.probe, events=evidence.events))
    if names - evidence.readable:
        return f"{len(names - evidence.readable)} items beyond its reach"
    if evidence.events:
        return None
    more = _shown(evidence.probe) - _shown(evidence.own)
    return f"attributes {', '.join(sorted(more))}" if more else None


def _shown(exchange: Exchange) -> frozenset[str]:
    """Return the attributes that an answer shows of anybody."""
    return frozenset(
        name
        for row in rows_of(exchange)
        for name, value in attributes_of(row).items()
        if value is not None
    )


def _names(contract: Registry, exchange: Exchange, *, events: bool) -> list[str]:
    return list(event_ids(exchange) if events else user_ids(contract, exchange))
