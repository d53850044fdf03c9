"""A request draws on the budget of its own class and organisation alone."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.budgets import Rounds, class_place, falls, untold
from .registry import Verdicts, check


@check(law="rate-limits", severity=Severity.MAJOR, consumes=Rounds)
def judge(evidence: Rounds, contract: Registry) -> Verdicts:
    """Look for a round in which the requests between did not count."""
    if evidence.shared:
        return
    steps = falls(evidence.pairs)
    if not steps:
        yield untold(exchange for pair in evidence.pairs for exchange in pair)
    elif min(steps) > 1:
        yield Violation(
            message=f"{evidence.other} draws on the budget of {evidence.rate_class}.",
            expected="one less, whatever else was asked",
            observed=f"steps of {', '.join(map(str, steps))}",
            location=class_place(contract, evidence.rate_class),
            provenance=evidence.provenance,
        )
