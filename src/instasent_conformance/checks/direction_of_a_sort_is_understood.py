"""An index sorts up and down, in the notation that one option of K-24 names."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.index_sorting import DirectionWords, is_explained, is_understood
from ..oracles.listings import obstacle, place_of, weight_of
from .registry import Verdicts, check

_RULE = "D-INDEX-03"


@check(law="filters", severity=Severity.MAJOR, consumes=DirectionWords)
def judge(evidence: DirectionWords, contract: Registry) -> Verdicts:
    """Yield a violation where no notation sorts in both directions."""
    blocked = obstacle(*(worded.exchange for worded in evidence.worded))
    if blocked:
        yield blocked
        return
    if not is_explained(evidence, contract):
        failed = [w for w in evidence.worded if not is_understood(w)]
        texts = ", ".join(w.exchange.request.target.rpartition("?")[2] for w in failed)
        yield Violation(
            message=f"{evidence.endpoint} does not sort in the direction named.",
            expected="rows in the direction named, by sign or by word",
            observed=f"other rows or a refusal for {texts}",
            location=place_of(contract, _RULE),
            provenance=weight_of(contract, _RULE),
        )
