"""A cursor shows nobody what the sender of it could not read without it."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.listings import obstacle, place_of, untold, weight_of
from ..oracles.walks import BorrowedCursor, overreach
from .registry import Verdicts, check


@check(law="paging", severity=Severity.MAJOR, consumes=BorrowedCursor)
def judge(evidence: BorrowedCursor, contract: Registry) -> Verdicts:
    """Yield a violation where a borrowed cursor leads beyond the sender's reach."""
    blocked = obstacle(evidence.own)
    if evidence.events:
        shown = (evidence.own, evidence.probe)
        blocked = blocked or untold(evidence.readable, *shown)
    if blocked:
        yield blocked
        return
    wrong = overreach(evidence, contract)
    if wrong:
        yield Violation(
            message=f"{evidence.endpoint} takes a cursor too far: {evidence.about}.",
            expected="a refusal, or only what the sender may read",
            observed=wrong,
            location=place_of(contract, evidence.rule),
            provenance=weight_of(contract, evidence.rule),
        )
