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
        item: the only item that is meant, `law/name`; empty for all of the selection.
    """

    selection: Selection
    wide: bool = False
    sure: bool = False
    item: str = ""

    @property
    def whole(self) -> Choice:
        """What health is judged by for this choice: itself, or everything."""
        return EVERYTHING if self.sure else self


EVERYTHING = Choice(Selection())


def choices(
    fault: Planted, contract: Registry, *, to_the_end: bool = False, first: str = ""
) -> Iterator[Choice]:
    """
    Yield ever wider choices of cases.

    What convicted before comes first. What shows at one endpoint is judged there by the
    law that the fault names, then by the cases of that law that belong to no endpoint,
    then by the other laws in the same two steps. What may show anywhere is judged by
    its law where its witness looked, then by its law, then by the others.

    Args:
        fault: the fault to be convicted.
        contract: the contract that it breaks.
        to_the_end: leave out what a later choice holds as well.
        first: the item that convicted the fault before, `law/name`.
    """
    law = frozenset({fault.law})
    others = frozenset(LAWS) - law
    everything = frozenset[str]()
    if first and not to_the_end:
        yield Choice(Selection(frozenset({first.partition("/")[0]})), item=first)
    if fault.endpoints:
        endpoints = frozenset(fault.endpoints)
        found = [
            Choice(Selection(law, endpoints)),
            Choice(Selection(law), wide=True),
            Choice(Selection(others, endpoints)),
            Choice(Selection(others), wide=True, sure=True),
        ]
    else:
        asked = frozenset() if to_the_end else endpoints_asked(fault, contract)
        found = [
            Choice(Selection(law, asked)),
            Choice(Selection(law, everything)),
            Choice(Selection(others), sure=True),
        ]
    yield from dict.fromkeys(found)
