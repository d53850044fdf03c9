"""
The events of a contact bring no attribute that the level of the token hides.

    a token of the lowest level reads a timeline → the event, and no trace of the email
"""

from __future__ import annotations

from ..contract import Registry
from ..finding import Abstention, Reason, Severity, Violation
from ..oracles.disclosure import level_place, obstacle
from ..oracles.glimpses import EventGlimpse, hidden_traces
from .registry import Verdicts, check


@check(law="redaction", severity=Severity.CRITICAL, consumes=EventGlimpse)
def judge(evidence: EventGlimpse, contract: Registry) -> Verdicts:
    """Yield one violation per hidden value that stands among the events."""
    found = tuple(hidden_traces(contract, evidence))
    for uid, trace in found:
        yield Violation(
            message=f"{evidence.surface} gives {uid} away with the events",
            expected=f"nothing of the contact beyond the {evidence.level} level",
            observed=f"the value of {uid} stands in the answer ({trace})",
            location=level_place(contract, evidence.level),
        )
    problem = obstacle((evidence.control, evidence.answer), whose="an events request")
    found_it = any(name.casefold() in evidence.control.text for name in evidence.names)
    if problem is None and not found_it:
        problem = Abstention(Reason.NO_CONTROL, "no token finds the event of this run")
    if problem and not found:
        yield problem
