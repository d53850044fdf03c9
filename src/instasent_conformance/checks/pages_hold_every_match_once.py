"""The pages of a walk hold everything that matches, each once, and nothing else."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.listings import obstacle, place_of, untold, weight_of
from ..oracles.walks import CompleteWalk, gaps
from .registry import Verdicts, check


@check(law="paging", severity=Severity.MAJOR, consumes=CompleteWalk)
def judge(evidence: CompleteWalk, contract: Registry) -> Verdicts:
    """Yield a violation for a walk that repeats, loses or adds something."""
    walk = evidence.walk
    blocked = obstacle(*walk.exchanges)
    if evidence.events:
        blocked = blocked or untold(evidence.expected, *walk.exchanges)
    if blocked:
        yield blocked
        return
    wrong = list(gaps(walk, evidence.expected))
    if wrong:
        statuses = sorted({e.response.status for e in walk.exchanges})
        yield Violation(
            message=f"The pages of {evidence.endpoint} do not hold every match once.",
            expected=f"{len(evidence.expected)} items on pages of {walk.size}",
            observed=f"{'; '.join(wrong)}; statuses {statuses}",
            location=place_of(contract, evidence.rule),
            provenance=weight_of(contract, evidence.rule),
        )
