"""Each accepted request sends one message, and its contact's list shows just those."""

from __future__ import annotations

from collections import Counter

from ..contract import Registry
from ..finding import Severity
from ..oracles.messages import MessagesListed, message_in
from ..oracles.promises import broken
from .registry import Verdicts, check


@check(law="direct-sms", severity=Severity.MAJOR, consumes=MessagesListed)
def judge(evidence: MessagesListed, contract: Registry) -> Verdicts:
    """Report requests that sent nothing, twice or under one id."""
    accepted = [answer for answer in evidence.sent if answer.response.succeeded]
    ids = Counter(str(message_in(answer).get("id")) for answer in accepted)
    if ids == Counter(evidence.listed) and len(accepted) == len(evidence.sent):
        return
    yield broken(
        contract,
        "V-SMS-30",
        "Requests and messages do not match one to one.",
        expected=f"{len(evidence.sent)} requests accepted, and as many messages listed",
        observed=f"{len(accepted)} accepted under {len(ids)} ids, "
        f"{len(evidence.listed)} messages listed",
    )
