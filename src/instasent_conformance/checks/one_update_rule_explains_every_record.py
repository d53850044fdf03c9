"""
A datasource contact holds what its source sent, and nothing of what it merged with.

Whether a push of a known contact merges or replaces is open (K-41), yet it is the same
for every contact.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.knobs import possible_options
from ..oracles.merging_evidence import MergeEvidence, Reading, requirement
from ..oracles.merging_records import UPSERT_KNOB, Upsert, records
from .registry import Verdicts, check


@check(law="merging", severity=Severity.MAJOR, consumes=MergeEvidence)
def judge(evidence: MergeEvidence, contract: Registry) -> Verdicts:
    """Report a record that is left when every possible update rule has failed."""
    left = [cast("Upsert", o) for o in possible_options(contract, UPSERT_KNOB)]
    for reading in evidence.readings:
        found = {option: list(_differences(reading, option)) for option in left}
        left = [option for option in left if not found[option]]
        if not left:
            shortest = min(found.values(), key=len)[0]
            yield Violation(
                message="no single update rule explains what the sources hold",
                expected="the values that the source sent",
                observed=f"{shortest}, after: {reading.told()}",
                location=requirement(contract, "G-ENTITY-20"),
            )
            return


def _differences(reading: Reading, upsert: Upsert) -> Iterator[str]:
    held = records(reading.history, upsert)
    for key, record in reading.records.items():
        for role, value in record.values.items():
            sent = held[key].values.get(role) if key in held else None
            if (value or None) != (sent or None):
                yield f"{role} of {reading.name(key)} is {value}, not {sent}"
