"""A segment condition matches the contacts that the scroll of that segment holds."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.found_contacts import SegmentCondition, missed_by_condition
from ..oracles.listings import obstacle, place_of, weight_of
from .registry import Verdicts, check

_RULE = "D-FILTER-15"


@check(law="filters", severity=Severity.MAJOR, consumes=SegmentCondition)
def judge(evidence: SegmentCondition, contract: Registry) -> Verdicts:
    """Yield a violation where no spelling of the condition finds the members."""
    blocked = obstacle(evidence.scroll)
    if blocked:
        yield blocked
        return
    wrong = missed_by_condition(evidence, contract)
    if wrong:
        yield Violation(
            message=f"{evidence.endpoint} finds others in a segment than its scroll.",
            expected="the contacts that the scroll of the segment holds",
            observed=wrong,
            location=place_of(contract, _RULE),
            provenance=weight_of(contract, _RULE),
        )
