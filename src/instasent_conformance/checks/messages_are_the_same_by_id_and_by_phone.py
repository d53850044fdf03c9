"""The messages of a contact are the same, listed by its id and by its phone."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.listings import obstacle, place_of, weight_of
from ..oracles.stories import MessageStory, differing_messages
from .registry import Verdicts, check

_RULE = "V-SMS-20"


@check(law="agreement", severity=Severity.MAJOR, consumes=MessageStory)
def judge(evidence: MessageStory, contract: Registry) -> Verdicts:
    """Yield a violation where the two lists hold different messages."""
    blocked = obstacle(evidence.by_id, evidence.by_phone)
    if blocked:
        yield blocked
        return
    wrong = differing_messages(evidence, contract)
    if wrong:
        yield Violation(
            message="The messages of a contact differ by how it is named.",
            expected="the same messages in both lists",
            observed=wrong,
            location=place_of(contract, _RULE),
            provenance=weight_of(contract, _RULE),
        )
