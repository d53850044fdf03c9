"""A filter that asks for more finds a part of what it found before."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.listings import place_of, weight_of
from ..oracles.relations import Narrowed, found_in, unanswered
from .registry import Verdicts, check

_RULE = "D-FILTER-09"


@check(law="filters", severity=Severity.MAJOR, consumes=Narrowed)
def judge(evidence: Narrowed, contract: Registry) -> Verdicts:
    """Yield a violation where a narrower filter finds what the wider one does not."""
    for abstention in unanswered(evidence):
        yield abstention
        return
    wide, narrow = found_in(evidence, contract)
    if not narrow <= wide:
        yield Violation(
            message=f"{evidence.endpoint}: {evidence.about}.",
            expected="nothing that the wider filter does not find",
            observed=f"{len(narrow - wide)} found by the narrower filter alone",
            location=place_of(contract, _RULE),
            provenance=weight_of(contract, _RULE),
        )
