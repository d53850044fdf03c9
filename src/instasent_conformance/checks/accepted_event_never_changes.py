"""A known event id that comes with other contents changes nothing."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Abstention, Reason, Severity
from ..oracles.event_stories import Overwriting, unlike
from ..oracles.promises import broken
from .registry import Verdicts, check


@check(law="events", severity=Severity.CRITICAL, consumes=Overwriting)
def judge(evidence: Overwriting, contract: Registry) -> Verdicts:
    """Report what differs, and a second event under the same id."""
    if not evidence.before:
        yield Abstention(Reason.NO_CONTROL, "the event did not show at first")
        return
    problems = unlike(evidence.before, evidence.after)
    if evidence.intruder:
        problems.append("the later contents can be found")
    if problems:
        yield broken(
            contract,
            "D-EVENT-02",
            "An accepted event changes when its id comes again.",
            expected="the event as it was first accepted",
            observed=f"changed: {', '.join(problems)}",
        )
