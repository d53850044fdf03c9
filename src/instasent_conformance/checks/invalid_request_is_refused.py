"""
A body that breaks the request schema is refused, as a whole or for its item.

The keyword that the body breaks is named. What the sources leave open is never counted
against a server, and without a control that got through nothing is judged.
"""

from __future__ import annotations

from ..contract import Registry
from ..finding import Abstention, Reason, Severity, Violation
from ..oracles.answers import (
    FIRST_SERVER_ERROR,
    RATE_LIMITED,
    InvalidRequest,
)
from ..oracles.batches import failed_items
from .registry import Verdicts, check


@check(law="schema-conformance", severity=Severity.MAJOR, consumes=InvalidRequest)
def judge(
    evidence: InvalidRequest,
    contract: Registry,  # noqa: ARG001 - the evidence carries what it says
) -> Verdicts:
    """Yield a violation when a body that is wrong beyond doubt is taken."""
    response, broken = evidence.response, evidence.broken
    if not evidence.control.response.succeeded:
        status = evidence.control.response.status
        yield Abstention(Reason.NO_CONTROL, f"the example itself answers {status}")
        return
    if response.status == RATE_LIMITED or response.status >= FIRST_SERVER_ERROR:
        return
    taken = response.succeeded and not (broken.per_item and failed_items(response.body))
    if taken:
        yield Violation(
            message=f"{evidence.endpoint} takes a body that breaks `{broken.keyword}` "
            f"at {broken.instance}.",
            expected=f"a refusal, because of {broken.expected}",
            observed=f"status {response.status}; {broken.problem[:200]}",
            location=broken.location,
            provenance=broken.provenance,
        )
