"""The list of a tracking term holds the messages sent with it, and no others."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity
from ..oracles.messages import Tracked
from ..oracles.promises import broken
from .registry import Verdicts, check


@check(law="direct-sms", severity=Severity.MAJOR, consumes=Tracked)
def judge(evidence: Tracked, contract: Registry) -> Verdicts:
    """Report messages that are missing from a list, and such as belong to another."""
    for term, listed in evidence.listed.items():
        sent = evidence.sent[term]
        if listed != sent:
            missing = len(sent - listed)
            yield broken(
                contract,
                "V-SMS-25" if missing else "V-SMS-26",
                "The list of a tracking term does not hold what was sent with it.",
                expected=f"its {len(sent)} messages alone",
                observed=f"{missing} missing, {len(listed - sent)} of others",
            )
