"""The limit of a class does not change within a window."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.budgets import (
    Countdown,
    class_place,
    in_a_row,
    untold,
    within_a_window,
)
from .registry import Verdicts, check


@check(law="rate-limits", severity=Severity.MAJOR, consumes=Countdown)
def judge(evidence: Countdown, contract: Registry) -> Verdicts:
    """Compare the limits that answers of one window tell."""
    told = list(within_a_window(in_a_row(evidence)))
    if not told:
        yield untold(evidence.exchanges)
        return
    limits = sorted({reading.limit for pair in told for reading in pair})
    if len(limits) > 1:
        yield Violation(
            message=f"The limit of {evidence.rate_class} changes within a window.",
            expected="one limit",
            observed=", ".join(map(str, limits)),
            location=class_place(contract, evidence.rate_class),
        )
