"""A message goes to the contact that is named, whether by its id or by its phone."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity
from ..oracles.messages import Addressed, misaddressed
from ..oracles.promises import broken
from .registry import Verdicts, check


@check(law="direct-sms", severity=Severity.CRITICAL, consumes=Addressed)
def judge(evidence: Addressed, contract: Registry) -> Verdicts:
    """Report a message that is refused, or that went astray."""
    response = evidence.answer.response
    problems = list(misaddressed(evidence))
    if response.succeeded and not problems:
        return
    yield broken(
        contract,
        "G-CAN-23" if evidence.by == "id" else "V-SMS-04",
        f"A message does not reach the contact that its {evidence.by} names.",
        expected="one message, to that contact",
        observed=problems[0] if response.succeeded else f"status {response.status}",
    )
