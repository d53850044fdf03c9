"""A message of a campaign or automation stands at one position."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.holdings import Positions, shared_messages
from ..oracles.listings import obstacle, place_of, weight_of
from .registry import Verdicts, check


@check(
    law="segments-campaigns-automations", severity=Severity.MAJOR, consumes=Positions
)
def judge(evidence: Positions, contract: Registry) -> Verdicts:
    """Yield a violation where two positions list the same message."""
    blocked = obstacle(*evidence.lists)
    if blocked:
        yield blocked
        return
    wrong = shared_messages(evidence, contract)
    if wrong:
        yield Violation(
            message=f"{evidence.endpoint} does not tell positions apart.",
            expected="messages of that one position",
            observed=wrong,
            location=place_of(contract, evidence.rule),
            provenance=weight_of(contract, evidence.rule),
        )
