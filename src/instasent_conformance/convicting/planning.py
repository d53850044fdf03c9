"""Which cases a fault is shown to, the most promising first."""

from __future__ import annotations

from collections.abc import Iterator

from ..faults import Planted
from ..profiles import LAWS
from ..selection import Selection


def selections(fault: Planted) -> Iterator[Selection]:
    """
    Yield ever wider choices of cases.

    The law that the fault names, at the endpoints where it shows; every law at these
    endpoints; the law as a whole; everything.
    """
    laws = frozenset({fault.law} & LAWS.keys())
    endpoints = frozenset(fault.endpoints)
    seen: list[Selection] = []
    for selection in (
        Selection(laws, endpoints),
        Selection(frozenset(), endpoints),
        Selection(laws, frozenset()),
        Selection(),
    ):
        if selection not in seen:
            seen.append(selection)
            yield selection
