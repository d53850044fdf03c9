"""An offset skips as many items of a sorted whole as it says, where it is taken."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.listings import obstacle, place_of, weight_of
from ..oracles.walks import OffsetAnswers, wrong_offsets
from .registry import Verdicts, check

_RULE = "D-FILTER-04"


@check(law="paging", severity=Severity.MAJOR, consumes=OffsetAnswers)
def judge(evidence: OffsetAnswers, contract: Registry) -> Verdicts:
    """Yield a violation where an offset leads elsewhere, or is taken and not taken."""
    blocked = obstacle(evidence.whole)
    if blocked:
        yield blocked
        return
    wrong = wrong_offsets(evidence, contract)
    if wrong:
        yield Violation(
            message=f"{evidence.endpoint} does not keep its offset.",
            expected="what follows the items that were skipped",
            observed=wrong,
            location=place_of(contract, _RULE),
            provenance=weight_of(contract, _RULE),
        )
