"""A segment that needs a parameter opens when the query brings it."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.holdings import ParameterSegment, never_opened
from ..oracles.listings import obstacle, place_of, weight_of
from .registry import Verdicts, check

_RULE = "V-SEGMENT-08"


@check(
    law="segments-campaigns-automations",
    severity=Severity.MAJOR,
    consumes=ParameterSegment,
)
def judge(evidence: ParameterSegment, contract: Registry) -> Verdicts:
    """Yield a violation where no number of values opens the segment."""
    blocked = obstacle(evidence.without, *evidence.opened)
    if blocked:
        yield blocked
        return
    wrong = never_opened(evidence, contract)
    if wrong:
        yield Violation(
            message=f"{evidence.endpoint} does not take the parameter of a segment.",
            expected="an answer with one value, or with several joined by a pipe",
            observed=wrong,
            location=place_of(contract, _RULE),
            provenance=weight_of(contract, _RULE),
        )
