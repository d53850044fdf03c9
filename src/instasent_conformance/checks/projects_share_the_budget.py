"""All projects of an organisation draw on one budget."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.budgets import Rounds, class_place, falls, untold
from .registry import Verdicts, check


@check(law="rate-limits", severity=Severity.MAJOR, consumes=Rounds)
def judge(evidence: Rounds, contract: Registry) -> Verdicts:
    """Look for a round in which the requests between did not count."""
    if not evidence.shared:
        return
    steps = falls(evidence.pairs)
    if not steps:
        yield untold(exchange for pair in evidence.pairs for exchange in pair)
    elif min(steps) <= evidence.between:
        yield Violation(
            message=f"{evidence.other} has a budget of its own.",
            expected=f"{evidence.between + 1} less",
            observed=f"steps of {', '.join(map(str, steps))}",
            location=class_place(contract, evidence.rate_class),
            provenance=evidence.provenance,
        )
