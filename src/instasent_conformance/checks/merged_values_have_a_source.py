"""
Every attribute of an audience contact holds a value that a member source wrote.

What any member holds is there: attributes of the members combine.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..cases.spellings import is_spelling
from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.consolidation import Update, disputes, held_values, possible_updates
from ..oracles.merging_evidence import MergeEvidence, Reading, requirement
from .registry import Verdicts, check


@check(law="consolidation", severity=Severity.MAJOR, consumes=MergeEvidence)
def judge(evidence: MergeEvidence, contract: Registry) -> Verdicts:
    """Report the first value of each reading that was lost or that nobody wrote."""
    updates = possible_updates(contract, evidence.readings)
    for reading in evidence.readings:
        found = [list(_wrong(reading, update)) for update in updates]
        if found and all(found):
            message, expected, row = min(found, key=len)[0]
            yield Violation(
                message=message,
                expected=expected,
                observed=f"{message}, after: {reading.told()}",
                location=requirement(contract, row),
            )


def _wrong(reading: Reading, update: Update) -> Iterator[tuple[str, str, str]]:
    held = update.records(reading)
    for dispute in disputes(reading):
        own = [held[key] for key in dispute.members if key in held]
        values = held_values(dispute.role, own)
        sent = [record.values.get(dispute.role, "absent") for record in own]
        nulled = any(not value or is_spelling(value) for value in sent)
        group = f"{dispute.role} of {reading.names(dispute.members)}"
        if not dispute.observed and values and not nulled:
            yield f"the {group} is lost", f"one of {sorted(values)}", "G-MERGE-18"
        elif dispute.observed and dispute.observed not in values:
            yield (
                f"the {group} is {dispute.observed}, which no member holds",
                f"one of {sorted(values)}" if values else "no value",
                "G-MERGE-16",
            )
