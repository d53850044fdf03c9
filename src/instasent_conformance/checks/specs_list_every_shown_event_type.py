"""Every event type that a timeline or a search shows is listed by the specs."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Abstention, Reason, Severity
from ..oracles.discovery import ShownTypes
from ..oracles.promises import broken
from .registry import Verdicts, check


@check(law="discovery", severity=Severity.MAJOR, consumes=ShownTypes)
def judge(evidence: ShownTypes, contract: Registry) -> Verdicts:
    """Report event types that nobody can discover."""
    if not evidence.shown:
        yield Abstention(Reason.NO_CONTROL, "no event shows its type")
    hidden = sorted(evidence.shown - evidence.listed)
    if hidden:
        yield broken(
            contract,
            "G-DISCOVER-15",
            "Events show types that the specs do not list.",
            expected="every event type of the project",
            observed=f"{len(hidden)} not listed",
        )
