"""The subscription flag of a contact is false once it opted out, and not before."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity
from ..oracles.messages import OptedOut
from ..oracles.promises import broken
from .registry import Verdicts, check


@check(law="direct-sms", severity=Severity.MAJOR, consumes=OptedOut)
def judge(evidence: OptedOut, contract: Registry) -> Verdicts:
    """Report a flag that says otherwise than the contact did."""
    if evidence.before is not False and evidence.after is False:
        return
    yield broken(
        contract,
        "D-SMS-01",
        "The subscription flag does not tell who opted out.",
        expected="false after the opt-out, and not before",
        observed=f"{evidence.before} before, {evidence.after} after",
    )
