"""Text that needs Unicode without leave is always sanitised, or always refused."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity
from ..oracles.messages import TEXT_KNOB, Unpermitted, unpermitted_rules
from ..oracles.promises import broken
from .registry import Verdicts, check


@check(law="direct-sms", severity=Severity.MINOR, consumes=Unpermitted)
def judge(evidence: Unpermitted, contract: Registry) -> Verdicts:
    """Report answers that no single rule explains."""
    if unpermitted_rules(evidence, contract):
        return
    yield broken(
        contract,
        "V-SMS-33",
        "No single rule explains what becomes of text without leave.",
        expected=f"one option of {TEXT_KNOB} for all",
        observed="; ".join(
            f"{name}: {answer.response.status}"
            for name, answer in {**evidence.answers, "plain": evidence.plain}.items()
        ),
    )
