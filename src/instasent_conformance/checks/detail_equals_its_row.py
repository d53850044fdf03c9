"""A thing read alone tells the same as its row in a list, or as its creation."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.listings import obstacle, place_of, weight_of
from ..oracles.stories import DetailStory, differing_members
from .registry import Verdicts, check


@check(law="agreement", severity=Severity.MAJOR, consumes=DetailStory)
def judge(evidence: DetailStory, contract: Registry) -> Verdicts:
    """Yield a violation for the first member of each weight that differs."""
    blocked = obstacle(evidence.detail)
    if blocked:
        yield blocked
        return
    for rule, wrong in dict(reversed(list(differing_members(evidence)))).items():
        yield Violation(
            message=f"{evidence.endpoint} tells another story than what named it.",
            expected="the members that were shown before, with the same values",
            observed=wrong,
            location=place_of(contract, rule),
            provenance=weight_of(contract, rule),
        )
