"""
An aggregation counts, sums and groups exactly what its filter matches.

In which syntax it is asked for is open (A-13), so a refusal is only an observation.
"""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.figures import Figures, wrong_figures
from ..oracles.listings import REFUSED, obstacle, place_of, weight_of
from .registry import Verdicts, check


@check(law="filters", severity=Severity.MAJOR, consumes=Figures)
def judge(evidence: Figures, contract: Registry) -> Verdicts:
    """Yield a violation for each figure that differs from what was written."""
    blocked = obstacle(evidence.exchange)
    if blocked:
        yield blocked
        return
    refused = evidence.exchange.response.status in REFUSED
    for figure, wrong in wrong_figures(evidence):
        weight = weight_of(contract, figure.rule)
        yield Violation(
            message=f"{evidence.endpoint} answers the figure {figure.name} wrongly.",
            expected=f"{figure.value or figure.buckets or figure.adds_up_to}",
            observed=f"a refusal ({wrong})" if refused else wrong,
            location=place_of(contract, figure.rule),
            provenance="assumed" if refused else weight,
        )
