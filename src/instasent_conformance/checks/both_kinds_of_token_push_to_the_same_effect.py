"""A push has the same effect with a product token and with a datasource token."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.listings import obstacle, place_of, weight_of
from ..oracles.stories import TokenStory, differing_tokens
from .registry import Verdicts, check

_RULE = "G-CAN-28"


@check(law="agreement", severity=Severity.MAJOR, consumes=TokenStory)
def judge(evidence: TokenStory, contract: Registry) -> Verdicts:
    """Yield a violation where the kind of token changes what a push leaves."""
    blocked = obstacle(*evidence.pushes, *evidence.reads)
    if blocked:
        yield blocked
        return
    wrong = differing_tokens(evidence, contract)
    if wrong:
        yield Violation(
            message="The kind of token changes the effect of a push.",
            expected="contacts alike in everything that was pushed alike",
            observed=wrong,
            location=place_of(contract, _RULE),
            provenance=weight_of(contract, _RULE),
        )
