"""A message that is refused appears in no list and costs nothing."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity
from ..oracles.messages import RefusedSend
from ..oracles.promises import broken
from .registry import Verdicts, check


@check(law="direct-sms", severity=Severity.MAJOR, consumes=RefusedSend)
def judge(evidence: RefusedSend, contract: Registry) -> Verdicts:
    """Report a refusal after which funds or messages are not what they were."""
    if evidence.answer.response.succeeded or evidence.before == evidence.after:
        return
    yield broken(
        contract,
        "V-SMS-32",
        f"A refused message leaves a trace: {evidence.name}.",
        expected=f"{evidence.before}",
        observed=f"{evidence.after}",
    )
