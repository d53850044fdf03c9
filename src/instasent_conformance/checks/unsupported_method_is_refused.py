"""A method that no source names for a path is refused with 404 or 405."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.refusals import Refusal, place_of
from .registry import Verdicts, check

_CLEAR = (404, 405, 501)


@check(law="error-shape", severity=Severity.MAJOR, consumes=Refusal)
def judge(evidence: Refusal, contract: Registry) -> Verdicts:
    """Yield a violation where the method is served, or refused as something else."""
    misuse, status = evidence.misuse, evidence.status
    if misuse.kind != "method" or status in _CLEAR or status in (429, *range(500, 600)):
        return
    yield Violation(
        message=f"{misuse.endpoint} is asked with {misuse.request.method}, "
        "which no source names",
        expected="the status 404 or 405",
        observed=f"the status {status}",
        location=place_of(contract, misuse),
        provenance=misuse.provenance if status < 400 else "assumed",
    )
