"""A scroll ends with a page without a cursor, after as many pages as there must be."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.listings import obstacle, place_of, weight_of
from ..oracles.walks import ScrollWalk
from .registry import Verdicts, check

_RULE = "V-AUDIENCE-15"


@check(law="paging", severity=Severity.MAJOR, consumes=ScrollWalk)
def judge(evidence: ScrollWalk, contract: Registry) -> Verdicts:
    """Yield a violation for a scroll that still has a cursor when all is listed."""
    if evidence.walk.ended or obstacle(*evidence.walk.exchanges):
        return
    yield Violation(
        message=f"The scroll of {evidence.endpoint} does not end.",
        expected=f"an end after {len(evidence.expected)} items",
        observed=f"a further cursor after {len(evidence.walk.pages)} pages",
        location=place_of(contract, _RULE),
        provenance=weight_of(contract, _RULE),
    )
