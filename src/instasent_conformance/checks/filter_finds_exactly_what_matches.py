"""
A filter finds every item that satisfies it, once, and nothing else.

What satisfies it is read naively from what the run wrote; where the sources leave a
meaning open, one meaning must explain all answers of an endpoint together.
"""

from __future__ import annotations

from ..contract import Registry
from ..finding import Abstention, Reason, Severity, Violation
from ..oracles.filtering import FilterAnswers, contradictions, spelt_out
from ..oracles.listings import obstacle, place_of, untold, weight_of
from .registry import Verdicts, check


@check(law="filters", severity=Severity.MAJOR, consumes=FilterAnswers)
def judge(evidence: FilterAnswers, contract: Registry) -> Verdicts:
    """Yield a violation for each question that no possible reading explains."""
    blocked = obstacle(evidence.control, *(a.exchange for a in evidence.asked))
    if blocked:
        yield blocked
        return
    if not evidence.control.response.succeeded:
        status = evidence.control.response.status
        yield Abstention(Reason.NO_CONTROL, f"the mark alone answered {status}")
        return
    if evidence.events:
        pushed = frozenset(item.id for item in evidence.items)
        unknown = untold(pushed, evidence.control)
        if unknown:
            yield unknown
            return
    for broken in contradictions(evidence, contract):
        question = broken.asked.question
        yield Violation(
            message=f"{evidence.endpoint} answers the filter {question.name} wrongly.",
            expected=f"{broken.expected}, for {spelt_out(question.root)}",
            observed=broken.observed,
            location=place_of(contract, question.rule),
            provenance=weight_of(contract, question.rule),
        )
