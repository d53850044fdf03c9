"""A request that is refused, or that asks for a trial only, leaves nothing behind."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Abstention, Reason, Severity, Violation
from ..oracles.refusals import Refusal, is_refused, place_of, stored
from .registry import Verdicts, check


@check(law="error-shape", severity=Severity.MAJOR, consumes=Refusal)
def judge(evidence: Refusal, contract: Registry) -> Verdicts:
    """Yield a violation per value that a read-back still finds."""
    misuse = evidence.misuse
    if evidence.after is None or not (
        misuse.kind == "dry-run" or is_refused(evidence) or evidence.status >= 500
    ):
        return
    status = evidence.after.response.status
    if status == 429 or status >= 500:
        yield Abstention(Reason.NO_CONTROL, f"the read-back was answered {status}")
    for trace in stored(evidence):
        yield Violation(
            message=f"{misuse.endpoint} stores what it refuses: {misuse.defect}",
            expected="a read-back that finds nothing",
            observed=f"{trace} is there",
            location=place_of(contract, misuse),
            provenance=misuse.provenance,
        )
