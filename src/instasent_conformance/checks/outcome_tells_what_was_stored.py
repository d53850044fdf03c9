"""An item of a synchronous batch is stored if it was accepted, and only then."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity
from ..oracles.promises import broken
from ..oracles.pushes import Push
from .registry import Verdicts, check

_ROWS = {"stream.push-contacts": "G-ENTITY-15", "stream.push-events": "G-ENTITY-16"}


@check(law="ingest", severity=Severity.MAJOR, consumes=Push)
def judge(evidence: Push, contract: Registry) -> Verdicts:
    """Report every item whose outcome and whose trace contradict each other."""
    if evidence.mode != "synchronous":
        return
    for position, item, accepted in evidence.said():
        if None in (accepted, item.stored) or accepted == item.stored:
            continue
        said, found = ("accepted", "missing") if accepted else ("failed", "stored")
        yield broken(
            contract,
            _ROWS[evidence.endpoint],
            f"{evidence.endpoint} calls an item {said} that is {found}.",
            expected="accepted items stored before the answer, failed ones not",
            observed=f"item {position} of {len(evidence.items)} is {found}",
        )
