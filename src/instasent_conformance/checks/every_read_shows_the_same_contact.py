"""Every read of a contact shows the one merged view of it."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.listings import obstacle, place_of, weight_of
from ..oracles.stories import ContactStory, differing_sights
from .registry import Verdicts, check

_RULE = "G-ENTITY-24"


@check(law="agreement", severity=Severity.MAJOR, consumes=ContactStory)
def judge(evidence: ContactStory, contract: Registry) -> Verdicts:
    """Yield a violation where two reads tell an attribute differently."""
    blocked = obstacle(*evidence.sights)
    if blocked:
        yield blocked
        return
    wrong = differing_sights(evidence, contract)
    if wrong:
        yield Violation(
            message="Two reads of one contact differ.",
            expected="the same id and attributes by every read",
            observed=wrong,
            location=place_of(contract, _RULE),
            provenance=weight_of(contract, _RULE),
        )
