"""Which cases a fault is shown to, the most promising first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..contract import Registry
from ..faults import Planted, endpoints_asked
from ..profiles import LAWS
from ..selection import Selection


@dataclass(frozen=True, slots=True)
class Choice:
    """
    A choice of cases.

    Attributes:
        wide: whether only the cases that belong to no single endpoint are meant.
        sure: whether to come to it only if a witness tells the fault from health.
    """

    selection: Selection
    wide: bool = False
    sure: bool = False


def choices(
    fault: Planted, contract: Registry, *, to_the_end: bool = False
) -> Iterator[Choice]:
    """
    Yield ever wider choices of cases.

    What shows at one endpoint is judged there by the law that the fault names, then by
    every law, then by the cases that belong to no endpoint. What may show anywhere is
    judged by its law where its witness looked, then by its law, then by everything.

    Args:
        fault: the fault to be convicted.
        contract: the contract that it breaks.
        to_the_end: leave out what a later choice holds as well.
    """
    law = frozenset({fault.law} & LAWS.keys())
    everything = frozenset[str]()
    if fault.endpoints:
        endpoints = frozenset(fault.endpoints)
        found = [
            Choice(Selection(law, endpoints)),
            Choice(Selection(everything, endpoints)),
            Choice(Selection(), wide=True, sure=True),
        ]
    else:
        asked = frozenset() if to_the_end else endpoints_asked(fault, contract)
        found = [
            Choice(Selection(law, asked)),
            Choice(Selection(law, everything)),
            Choice(Selection(), sure=True),
        ]
    yield from dict.fromkeys(found)
