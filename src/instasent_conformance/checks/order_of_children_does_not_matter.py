"""A group finds the same in whatever order its children stand."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.listings import place_of, weight_of
from ..oracles.relations import Reordered, found_in, unanswered
from .registry import Verdicts, check

_RULE = "D-FILTER-09"


@check(law="filters", severity=Severity.MAJOR, consumes=Reordered)
def judge(evidence: Reordered, contract: Registry) -> Verdicts:
    """Yield a violation where another order of children finds something else."""
    for abstention in unanswered(evidence):
        yield abstention
        return
    first, second = found_in(evidence, contract)
    if first != second:
        yield Violation(
            message=f"{evidence.endpoint}: {evidence.about}.",
            expected="the same in both orders",
            observed=f"{len(first)} found, then {len(second)}",
            location=place_of(contract, _RULE),
            provenance=weight_of(contract, _RULE),
        )
