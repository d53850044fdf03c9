"""
A message shows the phone it went to, and no other attribute of its contact.

    a token that may read messages alone reads one → its text, and no trace of the email
"""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.disclosure import level_place
from ..oracles.glimpses import MessageGlimpse, hidden_traces
from .registry import Verdicts, check


@check(law="redaction", severity=Severity.CRITICAL, consumes=MessageGlimpse)
def judge(evidence: MessageGlimpse, contract: Registry) -> Verdicts:
    """Yield one violation per hidden value that stands beside the message."""
    address = contract.attribute("phone").uid
    for uid, trace in hidden_traces(contract, evidence):
        if uid != address:
            yield Violation(
                message=f"{evidence.surface} gives {uid} away with a message",
                expected=f"nothing of the contact beyond the {evidence.level} level",
                observed=f"the value of {uid} stands in the answer ({trace})",
                location=level_place(contract, evidence.level),
            )
