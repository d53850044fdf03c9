"""
The rows of an answer stand in the order that was asked for.

Rows without the value that is sorted by may stand anywhere, and texts are compared only
where every collation agrees.
"""

from __future__ import annotations

from ..contract import Registry
from ..finding import Abstention, Reason, Severity, Violation
from ..oracles.listings import obstacle, place_of, weight_of
from ..oracles.ordering import Ordered, misplaced
from .registry import Verdicts, check


@check(law="filters", severity=Severity.MAJOR, consumes=Ordered)
def judge(evidence: Ordered, contract: Registry) -> Verdicts:
    """Yield a violation for two neighbours that stand the wrong way round."""
    blocked = obstacle(evidence.exchange)
    if blocked:
        yield blocked
        return
    status = evidence.exchange.response.status
    if evidence.exchange.response.succeeded and not evidence.columns:
        detail = f"{evidence.endpoint} does not show what it is sorted by"
        yield Abstention(Reason.NO_FIXTURE, detail)
        return
    pairs = [misplaced(rows, evidence.upwards) for rows in evidence.columns]
    if evidence.exchange.response.succeeded and None in pairs:
        return
    wrong = f"status {status}"
    if evidence.exchange.response.succeeded and pairs[0]:
        wrong = f"{pairs[0][0]} before {pairs[0][1]}"
    yield Violation(
        message=f"{evidence.endpoint} does not sort: {evidence.about}.",
        expected=evidence.about,
        observed=wrong,
        location=place_of(contract, evidence.rule),
        provenance=weight_of(contract, evidence.rule),
    )
