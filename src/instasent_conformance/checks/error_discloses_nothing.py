"""An error answer holds no value that the token may not read."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.disclosure import level_place
from ..oracles.glimpses import ErrorGlimpse, hidden_traces
from .registry import Verdicts, check


@check(law="redaction", severity=Severity.CRITICAL, consumes=ErrorGlimpse)
def judge(evidence: ErrorGlimpse, contract: Registry) -> Verdicts:
    """Yield one violation per hidden value that the answer holds."""
    status = evidence.answer.exchange.response.status
    for uid, trace in hidden_traces(contract, evidence):
        yield Violation(
            message=f"an answer {status} of {evidence.surface} gives {uid} away",
            expected=f"nothing beyond the {evidence.level} level",
            observed=f"the value of {uid} stands in the answer ({trace})",
            location=level_place(contract, evidence.level),
        )
