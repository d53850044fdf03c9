"""Every endpoint counts the same number of matches for the same filter."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.listings import obstacle, place_of, weight_of
from ..oracles.stories import TotalStory, differing_totals
from .registry import Verdicts, check


@check(law="agreement", severity=Severity.MAJOR, consumes=TotalStory)
def judge(evidence: TotalStory, contract: Registry) -> Verdicts:
    """Yield a violation where a total differs from what there is."""
    blocked = obstacle(*evidence.counts)
    if blocked:
        yield blocked
        return
    wrong = differing_totals(evidence, contract)
    if wrong:
        yield Violation(
            message="Totals of one filter differ.",
            expected=f"{evidence.counted} matches everywhere",
            observed=wrong,
            location=place_of(contract, evidence.rule),
            provenance=weight_of(contract, evidence.rule),
        )
