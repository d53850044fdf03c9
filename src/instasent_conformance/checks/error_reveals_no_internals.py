"""An error tells why the request was refused, and nothing of how the server is made."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.refusals import Refusal, internals, place_of
from .registry import Verdicts, check


@check(law="error-shape", severity=Severity.MAJOR, consumes=Refusal)
def judge(evidence: Refusal, contract: Registry) -> Verdicts:
    """Yield a violation for a trace of code, file or query, or for the secret."""
    misuse = evidence.misuse
    place = place_of(contract, misuse)
    inside = None if evidence.probe.response.succeeded else internals(evidence.probe)
    if inside:
        yield Violation(
            message=f"an error of {misuse.endpoint} shows the inside of the server",
            expected="a reason, and no trace of code, files or queries",
            observed=inside,
            location=place,
        )
    if evidence.echoes_secret and not evidence.probe.response.succeeded:
        yield Violation(
            message=f"an error of {misuse.endpoint} repeats the secret of the token",
            expected="an answer without it",
            observed="the secret stands in the answer",
            location=place,
        )
