"""
An attribute whose row does not name the level of the token is nowhere in the answer.

    a token of the lowest level reads a contact
    → neither `"email": "qwer….run@…"` nor those letters, plain or wrapped in a cursor
"""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.disclosure import (
    LevelSight,
    certainty,
    is_hidden,
    obstacle_of,
    row_place,
)
from ..oracles.leaks import leaks
from .registry import Verdicts, check


@check(law="redaction", severity=Severity.CRITICAL, consumes=LevelSight)
def judge(evidence: LevelSight, contract: Registry) -> Verdicts:
    """Yield one violation per place in which a hidden value surfaces."""
    if not is_hidden(evidence):
        return
    found = tuple(leaks(contract, evidence))
    for leak in found:
        yield Violation(
            message=f"{evidence.view.surface} gives {evidence.uid} away "
            f"at the {evidence.view.level} level",
            expected=f"{evidence.uid} is disclosed at: "
            + ", ".join(sorted(evidence.row.levels)),
            observed=leak,
            location=row_place(contract, evidence),
            provenance=certainty(contract, evidence),
        )
    problem = obstacle_of(evidence.view)
    if problem and not found:
        yield problem
