"""Every direct message is in the list of direct messages, tracked or not."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity
from ..oracles.messages import Tracked
from ..oracles.promises import broken
from .registry import Verdicts, check


@check(law="direct-sms", severity=Severity.MAJOR, consumes=Tracked)
def judge(evidence: Tracked, contract: Registry) -> Verdicts:
    """Report messages that the list lacks."""
    sent = frozenset(one for ids in evidence.sent.values() for one in ids)
    missing = sent - evidence.direct
    if missing:
        yield broken(
            contract,
            "V-SMS-24",
            "The list of direct messages lacks some.",
            expected=f"all of {len(sent)} messages",
            observed=f"{len(missing)} missing",
        )
