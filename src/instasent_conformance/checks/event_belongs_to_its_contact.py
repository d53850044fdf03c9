"""An event shows on no timeline but that of the contact it names."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity
from ..oracles.event_stories import EventsSeen
from ..oracles.promises import broken
from .registry import Verdicts, check


@check(law="events", severity=Severity.MAJOR, consumes=EventsSeen)
def judge(evidence: EventsSeen, contract: Registry) -> Verdicts:
    """Report events that show on the timeline of somebody else."""
    for event in evidence.events:
        if event.astray:
            yield broken(
                contract,
                "G-ENTITY-26",
                f"The event that is {event.name} shows on another timeline.",
                expected="one interaction of one contact",
                observed=f"{event.astray} sightings on other timelines",
                provenance=event.weight,
            )
