"""An answer that refuses tells the budget like any other."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.budgets import RefusedAnswer, reading_of, window_place
from .registry import Verdicts, check


@check(law="rate-limits", severity=Severity.MINOR, consumes=RefusedAnswer)
def judge(evidence: RefusedAnswer, contract: Registry) -> Verdicts:
    """Look for the headers; whose budget it is may be unknown without a token."""
    if reading_of(evidence.exchange) is None:
        yield Violation(
            message=f"A refusal ({evidence.name}) does not tell the budget.",
            expected="limit, remainder and reset as integers",
            observed=f"status {evidence.exchange.response.status} without them",
            location=window_place(contract),
            provenance="documented" if evidence.known else "assumed",
        )
