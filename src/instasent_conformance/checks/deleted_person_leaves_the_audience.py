"""A person deleted from the audience is there no more, read alone or searched for."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.merging_evidence import MergeEvidence, requirement
from .registry import Verdicts, check


@check(law="lifecycle", severity=Severity.MAJOR, consumes=MergeEvidence)
def judge(evidence: MergeEvidence, contract: Registry) -> Verdicts:
    """Report the first person of each reading that outlived its deletion."""
    for reading in evidence.readings:
        for key in sorted(reading.undead)[:1]:
            name = reading.name(key)
            yield Violation(
                message=f"the person of {name} was deleted and can still be read",
                expected=f"no audience contact for {name} right after the deletion",
                observed=f"an audience contact, after: {reading.told()}",
                location=requirement(contract, "V-SUBSCRIBE-12"),
                provenance="vendor-code",
            )
        for key in sorted(reading.listed - reading.undead)[:1]:
            name = reading.name(key)
            yield Violation(
                message=f"the person of {name} was deleted and is still found",
                expected=f"no search and no scroll that finds {name}",
                observed=f"an audience contact, after: {reading.told()}",
                location=requirement(contract, "V-SUBSCRIBE-13"),
                provenance="assumed",
            )
