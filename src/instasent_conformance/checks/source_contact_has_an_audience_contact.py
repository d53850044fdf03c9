"""
Every datasource contact is part of an audience contact that its user id leads to.

A contact whose neighbour in another source was deleted stays part of the audience.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.merging_evidence import MergeEvidence, Reading, requirement
from ..oracles.merging_records import records
from .registry import Verdicts, check


@check(law="merging", severity=Severity.CRITICAL, consumes=MergeEvidence)
def judge(evidence: MergeEvidence, contract: Registry) -> Verdicts:
    """Report the first contact of each reading that the audience lost."""
    for reading in evidence.readings:
        for name, problem in _lost(reading):
            yield Violation(
                message=f"{name} is held by its source and {problem}",
                expected=f"one audience contact that {name} is part of",
                observed=f"none after: {reading.told()}",
                location=requirement(contract, "G-ENTITY-22"),
            )
            break


def _lost(reading: Reading) -> Iterator[tuple[str, str]]:
    owners = reading.owners()
    for key in sorted(records(reading.history, "merge")):
        if key in reading.absent:
            yield reading.name(key), "cannot be read back from it"
        elif key in reading.records and reading.lookups.get(key.user, "") is None:
            yield reading.name(key), "its user id leads to no audience contact"
        elif key in reading.records and owners.get(key) not in reading.audience:
            yield reading.name(key), "the audience contact it names cannot be read"
