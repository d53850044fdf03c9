"""The total of a data source grows by the contacts that it is pushed."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.listings import obstacle, place_of, weight_of
from ..oracles.stories import StatisticsStory, wrong_statistics
from .registry import Verdicts, check

_RULE = "V-SOURCE-06"


@check(law="agreement", severity=Severity.MAJOR, consumes=StatisticsStory)
def judge(evidence: StatisticsStory, contract: Registry) -> Verdicts:
    """Yield a violation where the total does not follow the contacts."""
    blocked = obstacle(evidence.before, evidence.push, evidence.after)
    if blocked:
        yield blocked
        return
    wrong = wrong_statistics(evidence, contract)
    if wrong:
        yield Violation(
            message="The statistics of a data source miscount.",
            expected=f"{evidence.pushed} contacts more",
            observed=wrong,
            location=place_of(contract, _RULE),
            provenance=weight_of(contract, _RULE),
        )
