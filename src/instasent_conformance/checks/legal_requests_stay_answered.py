"""
No legal history makes the server fail, and what was answered before it still is.

A history about some people leaves the requests about others as they were.
"""

from __future__ import annotations

from ..contract import Registry
from ..finding import Abstention, Reason, Severity, Violation
from ..oracles.answers import (
    FIRST_SERVER_ERROR,
    NOT_SERVED,
    RATE_LIMITED,
    Answered,
    place_in,
)
from ..oracles.legal_requests import LegalRequests
from .registry import Verdicts, check


@check(law="lifecycle", severity=Severity.MAJOR, consumes=LegalRequests)
def judge(evidence: LegalRequests, contract: Registry) -> Verdicts:
    """Report every endpoint that failed, and every visit that succeeds no more."""
    reported: set[str] = set()
    for answered in (*evidence.steps, *evidence.visits):
        status = answered.response.status
        if status == NOT_SERVED or answered.endpoint in reported:
            continue
        if status >= FIRST_SERVER_ERROR:
            reported.add(answered.endpoint)
            yield _violation(contract, answered, "fails in a legal history")
    for answered in evidence.visits:
        if answered.response.status == RATE_LIMITED:
            yield Abstention(Reason.RATE_LIMITED, f"{answered.endpoint} answers 429")
        elif not answered.response.succeeded and answered.endpoint not in reported:
            reported.add(answered.endpoint)
            yield _violation(contract, answered, "is refused after a legal history")


def _violation(contract: Registry, answered: Answered, what: str) -> Violation:
    return Violation(
        message=f"{answered.endpoint} {what}",
        expected="a success, as before the history",
        observed=f"status {answered.response.status}",
        location=place_in(contract, answered.endpoint, "responses"),
        provenance=contract.endpoint(answered.endpoint).provenance,
    )
