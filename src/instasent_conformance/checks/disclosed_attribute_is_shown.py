"""An attribute whose row names the level of the token is shown with its true value."""

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
from ..oracles.showing import mistakes
from .registry import Verdicts, check


@check(law="redaction", severity=Severity.MAJOR, consumes=LevelSight)
def judge(evidence: LevelSight, contract: Registry) -> Verdicts:
    """Yield one violation per contact that does not show the attribute."""
    if is_hidden(evidence):
        return
    problem = obstacle_of(evidence.view)
    if problem:
        yield problem
        return
    for wanted, shown in mistakes(contract, evidence):
        yield Violation(
            message=f"{evidence.view.surface} withholds {evidence.uid} "
            f"at the {evidence.view.level} level",
            expected=wanted,
            observed=shown,
            location=row_place(contract, evidence),
            provenance=certainty(contract, evidence),
        )
