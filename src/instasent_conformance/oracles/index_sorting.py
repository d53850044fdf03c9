"""Which spellings of a sort direction an index understands."""

from __future__ import annotations

from dataclasses import dataclass

from ..cases.index_queries import CREATED
from ..contract import Registry
from ..exchange import Exchange
from .knobs import possible_options
from .listings import rows_of
from .ordering import misplaced

DIRECTION_KNOB = "K-24"
_NOTATIONS = {"both": ("sign", "word"), "sign": ("sign",), "word": ("word",)}


@dataclass(frozen=True, slots=True)
class Worded:
    """A direction in one notation, and what it was answered with."""

    notation: str
    upwards: tuple[bool, ...]
    exchange: Exchange


@dataclass(frozen=True, slots=True)
class DirectionWords:
    """Both directions in both notations, at one index."""

    endpoint: str
    worded: tuple[Worded, ...]


def is_understood(worded: Worded) -> bool:
    """Return whether a direction was understood: rows came, in that order."""
    rows = ((row.get(CREATED),) for row in rows_of(worded.exchange))
    succeeded = worded.exchange.response.succeeded
    return succeeded and misplaced(rows, worded.upwards) is None


def is_explained(evidence: DirectionWords, contract: Registry) -> bool:
    """Return whether some possible option names only what was understood."""
    failed = {w.notation for w in evidence.worded if not is_understood(w)}
    return any(
        failed.isdisjoint(_NOTATIONS[option])
        for option in possible_options(contract, DIRECTION_KNOB)
    )
