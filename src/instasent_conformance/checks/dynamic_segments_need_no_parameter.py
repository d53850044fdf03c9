"""Each segment on the dynamic list is a segment of the project, and opens as it is."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.holdings import DynamicList, wrong_dynamic
from ..oracles.listings import obstacle, place_of, weight_of
from .registry import Verdicts, check

_RULE = "V-SEGMENT-03"


@check(
    law="segments-campaigns-automations", severity=Severity.MAJOR, consumes=DynamicList
)
def judge(evidence: DynamicList, contract: Registry) -> Verdicts:
    """Yield a violation for a listed segment that is unknown or does not open."""
    blocked = obstacle(evidence.listed, evidence.dynamic, *evidence.reads)
    if blocked:
        yield blocked
        return
    wrong = wrong_dynamic(evidence, contract)
    if wrong:
        yield Violation(
            message="The list of dynamic segments is wrong.",
            expected="segments of the project that need no parameter",
            observed=wrong,
            location=place_of(contract, _RULE),
            provenance=weight_of(contract, _RULE),
        )
