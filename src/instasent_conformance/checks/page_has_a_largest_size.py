"""A page is never larger than the largest that is stated, whatever is asked for."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.listings import obstacle, place_of, rows_of, weight_of
from ..oracles.walks import LargestPage
from .registry import Verdicts, check


@check(law="paging", severity=Severity.MINOR, consumes=LargestPage)
def judge(evidence: LargestPage, contract: Registry) -> Verdicts:
    """Yield a violation for a largest page of a size that no source states."""
    served = [page for page in evidence.pages if page.response.succeeded]
    blocked = obstacle(*(served or evidence.pages[:1]))
    if blocked:
        yield blocked
        return
    longest = max((len(rows_of(page)) for page in served), default=0)
    if longest > min(evidence.largest) and longest not in evidence.largest:
        stated = " or ".join(map(str, sorted(evidence.largest)))
        yield Violation(
            message=f"A page of {evidence.endpoint} is larger than the largest.",
            expected=f"at most {stated} rows",
            observed=f"{longest} rows",
            location=place_of(contract, evidence.rule),
            provenance=weight_of(contract, evidence.rule),
        )
