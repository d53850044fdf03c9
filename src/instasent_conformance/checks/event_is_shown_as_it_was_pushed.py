"""An event shows the type, the date and the parameters that it was pushed with."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity
from ..oracles.event_stories import EventsSeen, changes
from ..oracles.promises import broken
from .registry import Verdicts, check


@check(law="events", severity=Severity.MAJOR, consumes=EventsSeen)
def judge(evidence: EventsSeen, contract: Registry) -> Verdicts:
    """Report the first difference of each event."""
    for event in evidence.events:
        found = next(changes(event), None)
        if found is not None:
            yield broken(
                contract,
                "G-ENTITY-25",
                f"The {event.name} event is not what was pushed.",
                expected="the event as it was accepted",
                observed=found,
            )
