"""Two filters that share out a whole between them find it all, and nothing twice."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.listings import place_of, weight_of
from ..oracles.relations import Divided, found_in, unanswered
from .registry import Verdicts, check

_RULE = "D-FILTER-21"


@check(law="filters", severity=Severity.MAJOR, consumes=Divided)
def judge(evidence: Divided, contract: Registry) -> Verdicts:
    """Yield a violation where two halves overlap, or lose a part of the whole."""
    for abstention in unanswered(evidence):
        yield abstention
        return
    whole, one, other = found_in(evidence, contract)
    if one | other != whole or one & other:
        yield Violation(
            message=f"{evidence.endpoint}: {evidence.about}.",
            expected="every item of the whole in exactly one half",
            observed=(
                f"{len(whole)} in the whole, {len(one | other)} in the halves, "
                f"{len(one & other)} in both"
            ),
            location=place_of(contract, _RULE),
            provenance=weight_of(contract, _RULE),
        )
