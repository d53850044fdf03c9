"""
Every attribute of an audience contact holds a value that a member source wrote.

What any member holds is there: attributes of the members combine.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.consolidation import disputes
from ..oracles.knobs import possible_options
from ..oracles.merging_evidence import MergeEvidence, Reading, requirement
from ..oracles.merging_records import UPSERT_KNOB, Upsert, records
from .registry import Verdicts, check


@check(law="merging", severity=Severity.MAJOR, consumes=MergeEvidence)
def judge(evidence: MergeEvidence, contract: Registry) -> Verdicts:
    """Report the first value of each reading that was lost or that nobody wrote."""
    options = possible_options(contract, UPSERT_KNOB)
    for reading in evidence.readings:
        found = [list(_wrong(reading, cast("Upsert", option))) for option in options]
        if found and all(found):
            message, expected, row = min(found, key=len)[0]
            yield Violation(
                message=message,
                expected=expected,
                observed=f"{message}, after: {reading.told()}",
                location=requirement(contract, row),
            )


def _wrong(reading: Reading, upsert: Upsert) -> Iterator[tuple[str, str, str]]:
    held = records(reading.history, upsert)
    for dispute in disputes(reading):
        own = [held[key].values for key in dispute.members if key in held]
        values = {value for record in own if (value := record.get(dispute.role))}
        nulled = any(not record.get(dispute.role, True) for record in own)
        group = f"{dispute.role} of {reading.names(dispute.members)}"
        if not dispute.observed and values and not nulled:
            yield f"the {group} is lost", f"one of {sorted(values)}", "G-MERGE-18"
        elif dispute.observed and dispute.observed not in values:
            yield (
                f"the {group} is {dispute.observed}, which no member holds",
                f"one of {sorted(values)}" if values else "no value",
                "G-MERGE-16",
            )
