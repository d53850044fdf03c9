"""A larger plan allows more requests a minute."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.budgets import (
    Ceilings,
    certainty_of,
    class_place,
    reading_of,
    untold,
)
from .registry import Verdicts, check


@check(law="rate-limits", severity=Severity.MINOR, consumes=Ceilings)
def judge(evidence: Ceilings, contract: Registry) -> Verdicts:
    """Compare the limits that two plans tell."""
    smaller, larger = reading_of(evidence.smaller), reading_of(evidence.larger)
    if smaller is None or larger is None:
        yield untold((evidence.smaller, evidence.larger))
    elif larger.limit <= smaller.limit:
        yield Violation(
            message=f"The larger plan does not raise {evidence.rate_class}.",
            expected=f"more than {smaller.limit}",
            observed=str(larger.limit),
            location=class_place(contract, evidence.rate_class),
            provenance=certainty_of(evidence.rate_class),
        )
