"""What was there when a walk began is on its pages once, whatever is written."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.listings import obstacle, place_of, untold, weight_of
from ..oracles.walks import DisturbedWalk, gaps
from .registry import Verdicts, check


@check(law="paging", severity=Severity.MAJOR, consumes=DisturbedWalk)
def judge(evidence: DisturbedWalk, contract: Registry) -> Verdicts:
    """Yield a violation for what is lost or repeated; newcomers may come or not."""
    walk = evidence.walk
    blocked = obstacle(*walk.exchanges)
    if evidence.events:
        blocked = blocked or untold(evidence.settled, *walk.exchanges)
    if blocked:
        yield blocked
        return
    newcomers = frozenset(walk.listed) - evidence.settled
    wrong = list(gaps(walk, evidence.settled | newcomers))
    if wrong:
        yield Violation(
            message=f"Writing disturbs the pages of {evidence.endpoint}.",
            expected=f"{len(evidence.settled)} earlier items, each once",
            observed="; ".join(wrong),
            location=place_of(contract, evidence.rule),
            provenance=weight_of(contract, evidence.rule),
        )
