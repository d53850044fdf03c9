"""A phone that no contact has gets one as the project says, or the answer is 404."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity
from ..oracles.messages import PHONE_KNOB, UnknownPhone, unknown_phone_rules
from ..oracles.promises import broken
from .registry import Verdicts, check


@check(law="direct-sms", severity=Severity.MAJOR, consumes=UnknownPhone)
def judge(evidence: UnknownPhone, contract: Registry) -> Verdicts:
    """Report what no rule explains."""
    if not unknown_phone_rules(evidence, contract):
        yield broken(
            contract,
            "V-SMS-35",
            "No rule explains what becomes of a phone that no contact has.",
            expected=f"what an option of {PHONE_KNOB} says",
            observed=f"status {evidence.answer.response.status}, "
            f"{'a' if evidence.made else 'no'} contact made, "
            f"project says {evidence.flag}",
        )
