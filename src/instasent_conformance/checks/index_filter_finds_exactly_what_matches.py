"""A filter of an index lists the rows that satisfy it, and no others."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Abstention, Reason, Severity, Violation
from ..oracles.index_filters import IndexFiltered, differences
from ..oracles.listings import obstacle, place_of, weight_of
from .registry import Verdicts, check


@check(law="filters", severity=Severity.MAJOR, consumes=IndexFiltered)
def judge(evidence: IndexFiltered, contract: Registry) -> Verdicts:
    """Yield a violation where a filtered index differs from its own whole."""
    blocked = obstacle(evidence.whole, evidence.exchange)
    if blocked:
        yield blocked
        return
    if not evidence.whole.response.succeeded:
        yield Abstention(Reason.NO_CONTROL, "the index itself did not answer")
        return
    status = evidence.exchange.response.status
    wrong = None if evidence.exchange.response.succeeded else f"status {status}"
    wrong = wrong or next(differences(evidence), None)
    if wrong:
        yield Violation(
            message=f"{evidence.endpoint} filters wrongly: {evidence.asked.name}.",
            expected=f"the rows that satisfy {evidence.asked.query}",
            observed=wrong,
            location=place_of(contract, evidence.asked.rule),
            provenance=weight_of(contract, evidence.asked.rule),
        )
