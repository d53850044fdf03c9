"""Whatever a request holds, the answer blames the request and not the server."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Abstention, Reason, Severity, Violation
from ..oracles.refusals import Refusal, place_of
from .registry import Verdicts, check

_NOT_SERVED = 501


@check(law="error-shape", severity=Severity.MAJOR, consumes=Refusal)
def judge(evidence: Refusal, contract: Registry) -> Verdicts:
    """Yield a violation where an answer is 5xx."""
    misuse = evidence.misuse
    if evidence.status == _NOT_SERVED and misuse.kind != "method":
        yield Abstention(Reason.NOT_SERVED, "the endpoint is not served")
    elif evidence.status >= 500:
        yield Violation(
            message=f"{misuse.endpoint} fails at a {misuse.kind} that is wrong: "
            f"{misuse.defect}",
            expected="a status below 500",
            observed=f"the status {evidence.status}",
            location=place_of(contract, misuse),
        )
