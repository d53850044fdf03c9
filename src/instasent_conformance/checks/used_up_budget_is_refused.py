"""A request for which nothing is left answers 429, until the window is over."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.budgets import Exhaustion, class_place
from .registry import Verdicts, check

_TOO_MANY = 429


@check(law="rate-limits", severity=Severity.MAJOR, consumes=Exhaustion)
def judge(evidence: Exhaustion, contract: Registry) -> Verdicts:
    """Look at the answers beyond the budget, beside it and after the window."""
    expected = (
        *((exchange, True) for exchange in evidence.refused),
        (evidence.beside, False),
        (evidence.after, False),
    )
    for exchange, limited in expected:
        status = exchange.response.status
        if (status == _TOO_MANY) is not limited:
            yield Violation(
                message=f"{exchange.request.endpoint} answered {status} "
                f"{'beyond' if limited else 'within'} its budget.",
                expected="status 429" if limited else "an answer but 429",
                observed=f"status {status}",
                location=class_place(contract, evidence.rate_class),
            )
