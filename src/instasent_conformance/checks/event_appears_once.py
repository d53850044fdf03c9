"""An accepted event is on the timeline of its contact once, and once in a search."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity
from ..oracles.event_stories import EventsSeen
from ..oracles.promises import broken
from .registry import Verdicts, check


@check(law="events", severity=Severity.MAJOR, consumes=EventsSeen)
def judge(evidence: EventsSeen, contract: Registry) -> Verdicts:
    """Report events that are refused, that do not show, and that show twice."""
    for event in evidence.events:
        shown, found = len(event.own), event.searched
        if event.accepted and shown == found == 1:
            continue
        yield broken(
            contract,
            "D-EVENT-01" if max(shown, found) > 1 else "G-ENTITY-26",
            f"The {event.name} event is not there exactly once.",
            expected="accepted, once on the timeline and once in a search",
            observed=f"{'accepted' if event.accepted else 'failed'}, {shown} times on "
            f"the timeline, {found} times in a search",
        )
