"""
A data scope that the plan does not include discloses nothing and refuses nothing.

    a token holds the Basic scope, its plan does not → the answer is that of Default
"""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.disclosure import (
    PlanSight,
    is_hidden,
    is_refused,
    level_place,
    obstacle_of,
)
from ..oracles.knobs import possible_options
from ..oracles.leaks import leaks
from ..oracles.showing import mistakes
from .registry import Verdicts, check

PLAN_KNOB = "K-34"


@check(law="redaction", severity=Severity.CRITICAL, consumes=PlanSight)
def judge(evidence: PlanSight, contract: Registry) -> Verdicts:
    """Yield a violation where the level is another than the plan allows."""
    view = evidence.view
    place = level_place(contract, view.level)
    if is_hidden(evidence):
        for leak in leaks(contract, evidence):
            yield Violation(
                message=f"{view.surface} gives {evidence.uid} away to a token whose "
                "plan does not include the scope",
                expected=f"the {view.level} level",
                observed=leak,
                location=place,
            )
    if is_refused(view.seen) and "refuse" in possible_options(contract, PLAN_KNOB):
        return
    problem = obstacle_of(view)
    if problem:
        yield problem
    elif not is_hidden(evidence):
        for wanted, shown in mistakes(contract, evidence):
            yield Violation(
                message=f"{view.surface} withholds {evidence.uid}, which the "
                f"{view.level} level discloses on every plan",
                expected=wanted,
                observed=shown,
                location=place,
            )
