"""
A deleted datasource contact is gone from its source and from the audience.

Its user id leads nowhere, and no audience contact refers to it; that none keeps a value
which it alone held follows from every value having a member source.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.merging_evidence import MergeEvidence, Reading, requirement
from ..oracles.merging_records import removed
from .registry import Verdicts, check


@check(law="lifecycle", severity=Severity.MAJOR, consumes=MergeEvidence)
def judge(evidence: MergeEvidence, contract: Registry) -> Verdicts:
    """Report the first trace that each deletion left."""
    for reading in evidence.readings:
        for name, row, trace in _traces(reading):
            yield Violation(
                message=f"{name} was deleted and {trace}",
                expected=f"no trace of {name}",
                observed=f"{name} {trace}, after: {reading.told()}",
                location=requirement(contract, row),
                provenance="vendor-code",
            )
            break


def _traces(reading: Reading) -> Iterator[tuple[str, str, str]]:
    users = {key.user for key in reading.records}
    listed = {
        reference
        for contact in reading.audience.values()
        for place in (contact.contact_fields, contact.contact_attributes)
        for reference in place or ()
    }
    for key in sorted(removed(reading.history)):
        name = reading.name(key)
        if key in reading.records:
            yield name, "V-PUSH-20", "its source still holds it"
        elif key.user not in users and reading.lookups.get(key.user) is not None:
            yield name, "V-PUSH-21", "its user id still leads to an audience contact"
        elif reading.former.get(key) in listed:
            yield name, "V-PUSH-21", "an audience contact still refers to it"
