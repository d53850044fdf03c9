"""
Contacts that share a value of a merging attribute are one audience contact.

Sharing is transitive: a chain of shared values is one contact as well.
"""

from __future__ import annotations

from typing import cast

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.knobs import possible_options
from ..oracles.merging import required_groups, separated_pairs
from ..oracles.merging_evidence import MergeEvidence, Reading, requirement
from ..oracles.merging_records import UPSERT_KNOB, Upsert
from ..oracles.merging_scores import scores
from .registry import Verdicts, check


@check(law="merging", severity=Severity.CRITICAL, consumes=MergeEvidence)
def judge(evidence: MergeEvidence, contract: Registry) -> Verdicts:
    """Report the first contacts of each reading that belong together and are not."""
    for reading in evidence.readings:
        options = possible_options(contract, UPSERT_KNOB)
        found = [_separated(reading, cast("Upsert", option)) for option in options]
        if found and all(found):
            one, other = min(found, key=len)[0]
            yield Violation(
                message=f"{one} and {other} share a unique value and stay apart",
                expected=f"one audience contact for {one} and {other}",
                observed=f"two audience contacts ({scores(reading)}), "
                f"after: {reading.told()}",
                location=requirement(contract, "G-MERGE-08"),
            )


def _separated(reading: Reading, upsert: Upsert) -> list[tuple[str, str]]:
    groups = required_groups(reading.history, reading.unique, upsert)
    return [
        (reading.name(one), reading.name(other))
        for one, other in separated_pairs(groups, reading.owners())
    ]
