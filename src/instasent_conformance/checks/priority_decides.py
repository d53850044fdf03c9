"""
One priority rule explains every winner of a disputed attribute.

Which rule it is stays open (K-40), yet it is the same for every contact and attribute.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.consolidation import Rule, explains, possible_rules, unexplained
from ..oracles.merging_evidence import MergeEvidence, Reading, requirement
from .registry import Verdicts, check


@check(law="consolidation", severity=Severity.MAJOR, consumes=MergeEvidence)
def judge(evidence: MergeEvidence, contract: Registry) -> Verdicts:
    """Report the winners that are left when every possible rule has failed."""
    rules = possible_rules(contract, evidence.readings)
    left = list(rules)
    for reading in evidence.readings:
        before, left = left, [rule for rule in left if explains(rule, reading)]
        if not left:
            yield Violation(
                message="no single priority rule explains the winners",
                expected="; ".join(_otherwise(before[:3], reading)),
                observed=f"{_winners(reading, before[0])}, after: {reading.told()}",
                location=requirement(contract, "G-MERGE-09"),
            )
            return


def _otherwise(rules: list[Rule], reading: Reading) -> Iterator[str]:
    for rule in rules:
        for dispute, winners in unexplained(rule, reading):
            yield f"under {rule}: {dispute.role} {' or '.join(sorted(winners))}"
            break


def _winners(reading: Reading, rule: Rule) -> str:
    return ", ".join(
        f"{dispute.role} of {reading.names(dispute.members)} is {dispute.observed}"
        for dispute, _ in unexplained(rule, reading)
    )
