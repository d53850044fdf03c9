"""Every data source has a token of its own, which opens its stream."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.gate_answers import row_location
from ..oracles.token_facts import SourceTokens, served
from .registry import Verdicts, check


@check(law="authentication", severity=Severity.MAJOR, consumes=SourceTokens)
def judge(evidence: SourceTokens, contract: Registry) -> Verdicts:
    """Yield a violation for a shared token, and for one that opens nothing."""
    if not evidence.distinct:
        yield Violation(
            message="Two data sources have the same token.",
            expected="a token per data source",
            observed="one secret for two",
            location=row_location(contract, "datasource.create"),
        )
    for answer in evidence.answers:
        if served((answer,)) and not answer.response.succeeded:
            yield Violation(
                message=f"{answer.token} does not open its own stream.",
                expected="status 2xx",
                observed=f"status {answer.response.status}",
                location=row_location(contract, answer.request.endpoint),
                provenance="observed",
            )
