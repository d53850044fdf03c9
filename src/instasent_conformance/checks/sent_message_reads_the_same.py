"""A message reads as the request that sent it was answered, whatever its state."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Abstention, Reason, Severity
from ..oracles.messages import ReadBack, differing_members
from ..oracles.promises import broken
from .registry import Verdicts, check


@check(law="direct-sms", severity=Severity.MAJOR, consumes=ReadBack)
def judge(evidence: ReadBack, contract: Registry) -> Verdicts:
    """Report a message that cannot be read, and the first member that differs."""
    if not evidence.sent.response.succeeded:
        status = evidence.sent.response.status
        yield Abstention(Reason.NO_CONTROL, f"the message itself was answered {status}")
        return
    problems = list(differing_members(evidence))
    if problems:
        yield broken(
            contract,
            "V-SMS-17",
            "A message reads otherwise than it was answered.",
            expected="the same message, but for its state",
            observed=f"status {evidence.read.response.status}; {problems[0]}",
        )
