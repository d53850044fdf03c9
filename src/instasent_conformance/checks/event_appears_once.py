"""
An accepted event is on the timeline of its contact once, and once in a search.

A timeline shows the newest events of each type: one that it may lack for newer ones is
there if a search finds it.
"""

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
        listed = shown == 1 or (shown == 0 and event.outnumbered)
        if event.accepted and listed and found == 1:
            continue
        yield broken(
            contract,
            "D-EVENT-01" if max(shown, found) > 1 else "G-ENTITY-26",
            f"The {event.name} event is not there exactly once.",
            expected="accepted, once on the timeline and once in a search",
            observed=f"{'accepted' if event.accepted else 'failed'}, {shown} times on "
            f"the timeline, {found} times in a search",
            provenance=event.weight,
        )
