"""What became of a batch, item by item: said by its answer, and found by a read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from ..contract import Json, Registry
from ..contract.model import Provenance
from ..exchange import Exchange
from .batches import outcomes
from .knobs import possible_values

LIMIT_KNOB = "K-12"
FLAG_KNOB = "K-13"
FAILED_KNOB = "K-08"
Mode = Literal["synchronous", "queued"]


@dataclass(frozen=True, slots=True)
class ItemSent:
    """
    One item of a batch.

    `defect` names what is wrong with a bad item; `stored` is what a read found of it,
    and None where nobody looked.
    """

    name: str
    defect: str = ""
    provenance: Provenance = "documented"
    stored: bool | None = None


@dataclass(frozen=True, slots=True)
class Push:
    """A batch, its answer, and what was found of its items."""

    endpoint: str
    mode: Mode
    items: tuple[ItemSent, ...]
    answer: Exchange

    def said(self) -> Iterator[tuple[int, ItemSent, bool | None]]:
        """Yield position, item and outcome; a refused batch fails every item."""
        size = len(self.items)
        read = outcomes(self.answer.response.body, size)
        if read is None:
            read = (None if self.answer.response.succeeded else False,) * size
        for position, item in enumerate(self.items):
            yield position, item, read[position]


@dataclass(frozen=True, slots=True)
class MixedPush(Push):
    """A batch of good and bad items."""


@dataclass(frozen=True, slots=True)
class FullPush(Push):
    """A batch of good items, as many as are allowed or one fewer."""


@dataclass(frozen=True, slots=True)
class FailingPushes:
    """Batches of bad items alone, one of every endpoint that takes batches."""

    pushes: tuple[Push, ...]

    def all_failed(self) -> Iterator[Push]:
        """Yield the batches of which no item was accepted."""
        for push in self.pushes:
            if not any(accepted for _, _, accepted in push.said()):
                yield push


@dataclass(frozen=True, slots=True)
class LongPush:
    """A batch of one item too many, and whether anything of it was stored."""

    endpoint: str
    size: int
    answer: Exchange
    stored: bool


@dataclass(frozen=True, slots=True)
class TrialPush:
    """
    A good push that asks for a trial, and whether anything of it was stored.

    `bare` says that the flag came without a value.
    """

    endpoint: str
    bare: bool
    answer: Exchange
    stored: bool


@dataclass(frozen=True, slots=True)
class TrialPushes:
    """Trials under a flag without a value, at several endpoints."""

    pushes: tuple[TrialPush, ...]


@dataclass(frozen=True, slots=True)
class LatePush:
    """A queued push, and after how many seconds it showed; None for never."""

    endpoint: str
    answer: Exchange
    seconds: float | None
    patience: float


@dataclass(frozen=True, slots=True)
class RepeatedPush:
    """What a data source held of a batch, before and after it came again."""

    before: Mapping[str, Json]
    after: Mapping[str, Json]


def failed_statuses(contract: Registry) -> list[frozenset[int]]:
    """Return, of each possible option, the statuses of a batch whose items all fail."""
    return [
        frozenset(value if isinstance(value, list) else [value])
        for value in possible_values(contract, FAILED_KNOB)
    ]


def announced_limit(contract: Registry, answer: Exchange) -> int | None:
    """Return the largest batch: what a push result announces, if that is open."""
    body = answer.response.body
    said = body.get("entitiesLimit") if isinstance(body, dict) else None
    if isinstance(said, bool) or not isinstance(said, int) or said < 1:
        return None
    row = contract.knob(LIMIT_KNOB)
    return said if row.pinned in (None, "other") else None
