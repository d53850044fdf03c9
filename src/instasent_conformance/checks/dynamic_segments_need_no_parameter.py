"""The dynamic list holds the dynamic segments of the project that open as they are."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.holdings import DynamicList, left_out_dynamic, wrong_dynamic
from ..oracles.listings import obstacle, place_of, weight_of
from .registry import Verdicts, check

_RULES = {"V-SEGMENT-03": wrong_dynamic, "V-SEGMENT-15": left_out_dynamic}


@check(
    law="segments-campaigns-automations", severity=Severity.MAJOR, consumes=DynamicList
)
def judge(evidence: DynamicList, contract: Registry) -> Verdicts:
    """Yield a violation for a segment that is wrongly on the list, or not on it."""
    blocked = obstacle(evidence.listed, evidence.dynamic, *evidence.reads)
    if blocked:
        yield blocked
        return
    for rule, problem in _RULES.items():
        wrong = problem(evidence, contract)
        if wrong:
            yield Violation(
                message="The list of dynamic segments is wrong.",
                expected="the segments of the project that need no parameter",
                observed=wrong,
                location=place_of(contract, rule),
                provenance=weight_of(contract, rule),
            )
