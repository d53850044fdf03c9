"""An event that names no date happened when it was received."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Abstention, Reason, Severity
from ..oracles.event_stories import Undated, is_recent
from ..oracles.promises import broken
from .registry import Verdicts, check


@check(law="events", severity=Severity.MINOR, consumes=Undated)
def judge(evidence: Undated, contract: Registry) -> Verdicts:
    """Report an undated event that is refused, or dated otherwise."""
    recent = [is_recent(sighting) for sighting in evidence.seen]
    if recent == [None]:
        detail = "the event does not say when it happened and when it was stored"
        yield Abstention(Reason.NO_FIXTURE, detail)
    elif recent != [True]:
        dates = [sighting.date for sighting in evidence.seen]
        yield broken(
            contract,
            "V-EVENT-02",
            "An event without a date is not dated by its arrival.",
            expected="one event, at the time it was stored",
            observed=f"status {evidence.answer.response.status}, dated {dates}",
        )
