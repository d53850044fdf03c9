"""Every list of events shows each event of a contact once, as what it is."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.listings import obstacle, place_of, untold, weight_of
from ..oracles.stories import EventStory, differing_events
from .registry import Verdicts, check

_RULE = "V-EVENT-16"


@check(law="agreement", severity=Severity.MAJOR, consumes=EventStory)
def judge(evidence: EventStory, contract: Registry) -> Verdicts:
    """Yield a violation where a list lacks an event, repeats it or shows another."""
    blocked = obstacle(*evidence.lists) or untold(evidence.written, *evidence.lists)
    if blocked:
        yield blocked
        return
    wrong = differing_events(evidence, contract)
    if wrong:
        yield Violation(
            message="Two lists of the same events differ.",
            expected="every event once, of its type, in every list",
            observed=wrong,
            location=place_of(contract, _RULE),
            provenance=weight_of(contract, _RULE),
        )
