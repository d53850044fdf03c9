"""
Every request lowers what is left of its budget by one.

Somebody else may draw on the same budget, so a larger step now and then proves nothing;
that it never is one does.
"""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.budgets import Countdown, class_place, falls, in_a_row, untold
from .registry import Verdicts, check


@check(law="rate-limits", severity=Severity.MAJOR, consumes=Countdown)
def judge(evidence: Countdown, contract: Registry) -> Verdicts:
    """Look at the steps between answers of one window."""
    steps = falls(in_a_row(evidence))
    if not steps:
        yield untold(evidence.exchanges)
    elif min(steps) != 1:
        yield Violation(
            message=f"A request of {evidence.rate_class} does not count as one.",
            expected="one less after every request",
            observed=f"steps of {', '.join(map(str, steps))}",
            location=class_place(contract, evidence.rate_class),
        )
