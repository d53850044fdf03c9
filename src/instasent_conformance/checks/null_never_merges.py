"""A null or empty value of a merging attribute merges nothing."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.merging import allowed_groups, joined_pairs, shared_null
from ..oracles.merging_evidence import MergeEvidence, requirement
from ..oracles.merging_scores import scores
from .registry import Verdicts, check


@check(law="merging", severity=Severity.CRITICAL, consumes=MergeEvidence)
def judge(evidence: MergeEvidence, contract: Registry) -> Verdicts:
    """Report the first strangers merged although all they share is a null."""
    for reading in evidence.readings:
        groups = allowed_groups(reading.history, reading.unique)
        for one, other in joined_pairs(groups, reading.owners()):
            role = shared_null(reading.history, one, other)
            if role is None:
                continue
            first, second = reading.name(one), reading.name(other)
            yield Violation(
                message=f"{first} and {second} are merged and share but a null {role}",
                expected=f"two audience contacts for {first} and {second}",
                observed=f"one audience contact ({scores(reading)}), "
                f"after: {reading.told()}",
                location=requirement(contract, "D-MERGE-01"),
            )
            break
