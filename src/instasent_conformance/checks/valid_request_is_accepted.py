"""
A request that the contract describes, sent with a token that suffices, is served.

For a batch that means that no item of it fails. A failure of the server is the matter
of another check.
"""

from __future__ import annotations

from ..contract import Registry
from ..finding import Abstention, Reason, Severity, Violation
from ..oracles.answers import (
    FIRST_SERVER_ERROR,
    RATE_LIMITED,
    ValidRequest,
    place_in,
)
from ..oracles.batches import failed_items
from .registry import Verdicts, check

_NO_FUNDS = 402


@check(law="schema-conformance", severity=Severity.MAJOR, consumes=ValidRequest)
def judge(evidence: ValidRequest, contract: Registry) -> Verdicts:
    """Yield a violation when a described request is refused, as a whole or in part."""
    response = evidence.response
    if response.status == RATE_LIMITED or response.status >= FIRST_SERVER_ERROR:
        return
    if response.status == _NO_FUNDS:
        yield Abstention(Reason.NO_FIXTURE, "the funds do not cover a message")
    elif not response.succeeded:
        yield _violation(evidence, contract, f"status {response.status}")
    elif isinstance(evidence.body, list) and failed_items(response.body):
        yield _violation(evidence, contract, "an item that failed")


def _violation(evidence: ValidRequest, contract: Registry, observed: str) -> Violation:
    described = contract.endpoint(evidence.endpoint).request is not None
    return Violation(
        message=f"{evidence.endpoint} refuses a request that its contract describes.",
        expected="a success, and no failed item",
        observed=f"{observed}: {evidence.response.text[:200]}",
        location=place_in(
            contract, evidence.endpoint, *(("request", "schema") if described else ())
        ),
        provenance=evidence.provenance,
    )
