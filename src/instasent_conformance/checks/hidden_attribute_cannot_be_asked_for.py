"""
A token learns no attribute above its level by filtering, counting or sorting.

No source says whether a level restricts questions as it restricts answers, so what
comes of it is an observation.
"""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.disclosure import level_place
from ..oracles.side_channels import SideChannel, tells
from .registry import Verdicts, check


@check(law="redaction", severity=Severity.MAJOR, consumes=SideChannel)
def judge(evidence: SideChannel, contract: Registry) -> Verdicts:
    """Yield an observation where two answers differ by a value that is hidden."""
    question = evidence.question
    if tells(evidence.asked):
        yield Violation(
            message=f"{evidence.surface} tells the {evidence.level} level about "
            f"{question.uid} by {question.channel}.",
            expected="the same answer whatever the hidden value is",
            observed="two answers that differ by it",
            location=level_place(contract, evidence.level),
            provenance="assumed",
        )
