"""Segments, campaigns and automations are read, and no request changes them."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.holdings import ReadOnly, changes
from ..oracles.listings import obstacle, place_of, weight_of
from .registry import Verdicts, check

_RULE = "V-READONLY-01"


@check(law="segments-campaigns-automations", severity=Severity.MAJOR, consumes=ReadOnly)
def judge(evidence: ReadOnly, contract: Registry) -> Verdicts:
    """Yield a violation where a write is taken, or leaves something changed."""
    blocked = obstacle(evidence.before, evidence.after)
    if blocked:
        yield blocked
        return
    wrong = changes(evidence, contract)
    if wrong:
        yield Violation(
            message=f"{evidence.endpoint} is not read-only.",
            expected="a refusal of every write, and the same things as before",
            observed=wrong,
            location=place_of(contract, _RULE),
            provenance=weight_of(contract, _RULE),
        )
