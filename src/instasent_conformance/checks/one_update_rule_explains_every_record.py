"""
A datasource contact holds what its source sent, and nothing of what it merged with.

Whether a push of a known contact merges or replaces is open (K-41), yet it is the same
for every contact.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..cases.spellings import folded, is_spelling
from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.consolidation import Update, possible_updates
from ..oracles.merging_evidence import MergeEvidence, Reading, requirement
from .registry import Verdicts, check


@check(law="consolidation", severity=Severity.MAJOR, consumes=MergeEvidence)
def judge(evidence: MergeEvidence, contract: Registry) -> Verdicts:
    """Report a record that is left when every possible update rule has failed."""
    left = list(possible_updates(contract, evidence.readings))
    for reading in evidence.readings:
        found = {update: list(_differences(reading, update)) for update in left}
        left = [update for update in left if not found[update]]
        if not left:
            shortest = min(found.values(), key=len)[0]
            yield Violation(
                message="no single update rule explains what the sources hold",
                expected="the values that the source sent",
                observed=f"{shortest}, after: {reading.told()}",
                location=requirement(contract, "G-ENTITY-20"),
            )
            return


def _differences(reading: Reading, update: Update) -> Iterator[str]:
    held = update.records(reading)
    for key, record in reading.records.items():
        for role, value in record.values.items():
            sent = held[key].values.get(role) if key in held else None
            if not _agree(value, sent):
                yield f"{role} of {reading.name(key)} is {value}, not {sent}"


def _agree(value: str | None, sent: str | None) -> bool:
    """Return whether a value is the one sent; other spellings may have been dropped."""
    if not value or not sent:
        return not value and (not sent or is_spelling(sent))
    return folded(value) == folded(sent)
