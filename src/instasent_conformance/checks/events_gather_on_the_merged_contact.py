"""
Every accepted event is once on the timeline of its merged contact, and nowhere else.

Where contacts may have separated again, the event may be with any that once were one.
A timeline that holds newer ones may lack it, as long as a search finds it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.merging_evidence import MergeEvidence, Reading, requirement
from ..oracles.timelines import Placement, placements
from .registry import Verdicts, check


@check(law="timeline", severity=Severity.CRITICAL, consumes=MergeEvidence)
def judge(evidence: MergeEvidence, contract: Registry) -> Verdicts:
    """Report the first event of each reading that is lost, doubled or misplaced."""
    for reading in evidence.readings:
        for placement, problem in _problems(reading):
            yield Violation(
                message=f"event {placement.event} {problem}",
                expected=f"event {placement.event} once, with {placement.owner}",
                observed=f"event {placement.event} {problem}, after: {reading.told()}",
                location=requirement(contract, "G-MERGE-11"),
            )
            break


def _problems(reading: Reading) -> Iterator[tuple[Placement, str]]:
    for placement in placements(reading):
        if placement.astray:
            yield placement, "is on the timeline of a contact it does not belong to"
        elif placement.found > 1:
            yield placement, f"is there {placement.found} times"
        elif placement.required and not (placement.found or placement.outnumbered):
            yield placement, "is on no timeline"
        elif placement.required and placement.searched != 1:
            yield placement, f"is found {placement.searched} times by a search"
