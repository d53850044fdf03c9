"""
Contacts that never shared a value of a merging attribute are different people.

An equal name, an equal text under another attribute, or the absence of a value joins
nobody.
"""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.merging import allowed_groups, joined_pairs, shared_null
from ..oracles.merging_evidence import MergeEvidence, requirement
from ..oracles.merging_scores import scores
from .registry import Verdicts, check


@check(law="merging", severity=Severity.CRITICAL, consumes=MergeEvidence)
def judge(evidence: MergeEvidence, contract: Registry) -> Verdicts:
    """Report the first strangers of each reading that lead to one audience contact."""
    for reading in evidence.readings:
        groups = allowed_groups(reading.history, reading.unique)
        for one, other in joined_pairs(groups, reading.owners()):
            if shared_null(reading.history, one, other):
                continue
            first, second = reading.name(one), reading.name(other)
            yield Violation(
                message=f"{first} and {second} share no unique value and are merged",
                expected=f"two audience contacts for {first} and {second}",
                observed=f"one audience contact ({scores(reading)}), "
                f"after: {reading.told()}",
                location=requirement(contract, "G-MERGE-02"),
            )
            break
