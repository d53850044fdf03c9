"""A path that names nothing is answered as not found, and never with something else."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.refusals import Refusal, obstacle, place_of
from ..oracles.unknown_ids import verdict_on
from .registry import Verdicts, check


@check(law="error-shape", severity=Severity.MAJOR, consumes=Refusal)
def judge(evidence: Refusal, contract: Registry) -> Verdicts:
    """Yield a violation where an unknown id is answered otherwise."""
    misuse = evidence.misuse
    if misuse.kind != "path" or misuse.must != "refuse" or evidence.status >= 500:
        return
    problem = obstacle(evidence)
    if problem:
        yield problem
        return
    verdict = verdict_on(contract, evidence)
    if verdict:
        yield Violation(
            message=f"{misuse.endpoint} knows no such {misuse.parameter}, "
            "and does not say so",
            expected=verdict.expected,
            observed=verdict.observed,
            location=place_of(contract, misuse),
            provenance=verdict.provenance,
        )
