"""A message of a campaign or automation reads the same alone and in its list."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.holdings import MessageReads, misread_messages
from ..oracles.listings import obstacle, place_of, weight_of
from .registry import Verdicts, check


@check(
    law="segments-campaigns-automations", severity=Severity.MAJOR, consumes=MessageReads
)
def judge(evidence: MessageReads, contract: Registry) -> Verdicts:
    """Yield a violation where a message reads otherwise than its list shows it."""
    blocked = obstacle(evidence.listed, *evidence.reads)
    if blocked:
        yield blocked
        return
    wrong = misread_messages(evidence, contract)
    if wrong:
        yield Violation(
            message=f"{evidence.endpoint} lists a message that reads otherwise.",
            expected="the same id, sender, recipient and text",
            observed=wrong,
            location=place_of(contract, evidence.rule),
            provenance=weight_of(contract, evidence.rule),
        )
