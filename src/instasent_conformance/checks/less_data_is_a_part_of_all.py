"""Without all data an answer holds the same contacts with a part of their values."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.found_contacts import PartialData, shown_in_part
from ..oracles.listings import obstacle, place_of, weight_of
from .registry import Verdicts, check

_RULE = "D-FILTER-08"


@check(law="filters", severity=Severity.MAJOR, consumes=PartialData)
def judge(evidence: PartialData, contract: Registry) -> Verdicts:
    """Yield a violation where less data shows more, or all data is not the default."""
    blocked = obstacle(evidence.plain, evidence.whole, evidence.essential)
    if blocked:
        yield blocked
        return
    wrong = shown_in_part(evidence, contract)
    if wrong:
        yield Violation(
            message=f"{evidence.endpoint} shows less data that is no part of all.",
            expected="the same contacts, with some of the same values",
            observed=wrong,
            location=place_of(contract, _RULE),
            provenance=weight_of(contract, _RULE),
        )
