"""
A body that breaks the contract is refused by a clear status, or by a failed item.

    POST …/stream/contacts with half a JSON text → 400
"""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.refusals import (
    Refusal,
    is_clear,
    is_refused,
    may_be_longer,
    obstacle,
    place_of,
)
from .registry import Verdicts, check

_CRASH = 500


@check(law="error-shape", severity=Severity.MAJOR, consumes=Refusal)
def judge(evidence: Refusal, contract: Registry) -> Verdicts:
    """Yield a violation where a wrong body passes, or is refused as something else."""
    misuse = evidence.misuse
    if misuse.kind != "body" or misuse.must != "refuse":
        return
    problem = obstacle(evidence)
    if problem:
        yield problem
        return
    longer = misuse.items and may_be_longer(contract, evidence)
    if evidence.status >= _CRASH or longer:
        return
    if not (is_refused(evidence) and is_clear(evidence)):
        allowed = ", ".join(map(str, sorted(misuse.statuses)))
        yield Violation(
            message=f"{misuse.endpoint} takes a body that is wrong: {misuse.defect}"
            if not is_refused(evidence)
            else f"{misuse.endpoint} refuses {misuse.defect} as something else",
            expected=f"a refusal: {allowed}",
            observed=f"the status {evidence.status}",
            location=place_of(contract, misuse),
            provenance=misuse.provenance,
        )
