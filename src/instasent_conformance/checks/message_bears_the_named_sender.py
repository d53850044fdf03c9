"""A message bears the sender that was named, or the default one under its alias."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity
from ..oracles.messages import SentThrough, message_in
from ..oracles.promises import broken
from .registry import Verdicts, check


@check(law="direct-sms", severity=Severity.MAJOR, consumes=SentThrough)
def judge(evidence: SentThrough, contract: Registry) -> Verdicts:
    """Report a message that is refused, or that bears another sender."""
    response = evidence.answer.response
    shown = message_in(evidence.answer).get("from")
    if response.succeeded and shown in (None, evidence.id, evidence.text):
        return
    yield broken(
        contract,
        "V-SMS-03" if evidence.named != evidence.id else "V-SMS-31",
        "A message does not bear the sender that was named.",
        expected=f"{evidence.text}",
        observed=f"{shown}" if response.succeeded else f"status {response.status}",
    )
