"""A message whose sender did not allow Unicode holds none."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity
from ..oracles.messages import Unpermitted, message_in
from ..oracles.promises import broken
from ..oracles.sms_counting import count
from .registry import Verdicts, check


@check(law="direct-sms", severity=Severity.MAJOR, consumes=Unpermitted)
def judge(evidence: Unpermitted, contract: Registry) -> Verdicts:
    """Report messages that hold, or are counted as, what nobody allowed."""
    for name, answer in evidence.answers.items():
        message = message_in(answer)
        sent = message.get("deliveredText")
        outside = isinstance(sent, str) and count(contract, sent).unicode
        if message and (outside or message.get("unicode") is True):
            yield broken(
                contract,
                "V-SMS-09",
                f"A message is sent as Unicode without leave: {name}.",
                expected="a text of the GSM alphabet, or a refusal",
                observed=f"{sent!r}, unicode: {message.get('unicode')}",
            )
