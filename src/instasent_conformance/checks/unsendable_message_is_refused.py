"""A message that cannot be sent as asked is refused, with a status of the client's."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity
from ..oracles.messages import RefusedSend
from ..oracles.promises import broken
from .registry import Verdicts, check

_FIRST_SERVER_ERROR = 500


@check(law="direct-sms", severity=Severity.MAJOR, consumes=RefusedSend)
def judge(evidence: RefusedSend, contract: Registry) -> Verdicts:
    """Report an impossible message that is accepted, or that crashes the server."""
    status = evidence.answer.response.status
    if not 400 <= status < _FIRST_SERVER_ERROR:
        yield broken(
            contract,
            evidence.requirement,
            f"A message that cannot be sent is not refused: {evidence.name}.",
            expected="a status from 400 to 499",
            observed=f"status {status}",
        )
