"""
What the headers of answers tell of a budget, and whether it was counted.

    readings(exchanges)    limit, what is left, when it resets
    falls(…)               by how much what is left fell, within one window
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from ..contract import Registry
from ..contract.model import Provenance
from ..contract.openapi import RATE_HEADERS
from ..contract.places import label, row_line
from ..exchange import Exchange
from ..finding import Abstention, Location, Reason

WINDOW = "rate.window-seconds"
_UNSURE_CLASS = "ingest"


@dataclass(frozen=True, slots=True)
class Reading:
    """The budget as one answer tells it."""

    limit: int
    left: int
    reset: int


@dataclass(frozen=True, slots=True)
class Countdown:
    """Requests of one class in a row, with nothing of ours between them."""

    rate_class: str
    exchanges: tuple[Exchange, ...]


@dataclass(frozen=True, slots=True)
class Rounds:
    """
    Pairs of requests that draw on one budget, with `between` others in the middle.

    `other` says what the others draw on, and `shared` whether it is the same budget.
    """

    rate_class: str
    other: str
    shared: bool
    between: int
    pairs: tuple[tuple[Exchange, Exchange], ...]
    provenance: Provenance = "documented"


@dataclass(frozen=True, slots=True)
class Moments:
    """One request, one soon after it, and one when its window must be over."""

    exchanges: tuple[Exchange, Exchange, Exchange]
    elapsed: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Ceilings:
    """What the same class is allowed on a smaller and on a larger plan."""

    rate_class: str
    smaller: Exchange
    larger: Exchange


@dataclass(frozen=True, slots=True)
class RefusedAnswer:
    """An answer that refuses, and whether its organisation is known."""

    name: str
    known: bool
    exchange: Exchange


@dataclass(frozen=True, slots=True)
class Exhaustion:
    """
    Requests until a budget is used up, and what is answered beside and after that.

    `refused` are those sent when nothing was left; `beside` drew on another class,
    `after` waited for the next window.
    """

    rate_class: str
    refused: tuple[Exchange, ...]
    beside: Exchange
    after: Exchange


def reading_of(exchange: Exchange) -> Reading | None:
    """Return the budget that an answer tells; None where a header lacks or is odd."""
    texts = [exchange.response.headers.get(name.lower(), "") for name in RATE_HEADERS]
    if not all(text.isascii() and text.isdigit() for text in texts):
        return None
    return Reading(*map(int, texts))


def within_a_window(
    pairs: Iterable[tuple[Exchange, Exchange]],
) -> Iterator[tuple[Reading, Reading]]:
    """Yield the readings of the pairs that fall into one window with something left."""
    for before, after in pairs:
        first, second = reading_of(before), reading_of(after)
        if first and second and first.reset == second.reset and first.left:
            yield first, second


def falls(pairs: Iterable[tuple[Exchange, Exchange]]) -> list[int]:
    """Return by how much the remainder fell from one answer of a pair to the other."""
    return [first.left - second.left for first, second in within_a_window(pairs)]


def in_a_row(countdown: Countdown) -> list[tuple[Exchange, Exchange]]:
    """Return the neighbours of a countdown."""
    return list(pairwise(countdown.exchanges))


def untold(exchanges: Iterable[Exchange]) -> Abstention:
    """Return the abstention where answers tell no budget, or none that is left."""
    if any(reading_of(exchange) is None for exchange in exchanges):
        return Abstention(Reason.NO_CONTROL, "an answer does not tell its budget")
    return Abstention(Reason.RATE_LIMITED, "nothing is left of the budget")


def window_of(contract: Registry) -> int:
    """Return the seconds of a window."""
    return contract.limit(WINDOW)


def class_place(contract: Registry, rate_class: str) -> Location:
    """Return the line of the rates of a class."""
    return Location(
        label(contract, "limits.json"),
        f"#/rates/{rate_class}",
        row_line(contract, "limits.json", "class", rate_class),
    )


def window_place(contract: Registry) -> Location:
    """Return the line of the window."""
    return Location(
        label(contract, "limits.json"),
        f"#/limits/{WINDOW}",
        row_line(contract, "limits.json", "limit", WINDOW),
    )


def certainty_of(*classes: str) -> Provenance:
    """Return how sure it is that classes have budgets of their own."""
    return "assumed" if _UNSURE_CLASS in classes else "documented"
