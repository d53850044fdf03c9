"""
An answer has a status that the contract lists for its endpoint.

A status that only holds under a knob option counts while that option is possible. The
contract records that servers may fail; a failure is nevertheless never a right answer.
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
    possible_parts,
)
from .registry import Verdicts, check


@check(law="schema-conformance", severity=Severity.MAJOR, consumes=Answered)
def judge(evidence: Answered, contract: Registry) -> Verdicts:
    """Yield a violation for a status outside the list, or a failure of the server."""
    status = evidence.response.status
    if status == NOT_SERVED:
        yield Abstention(Reason.NOT_SERVED, f"{evidence.endpoint} answers 501")
    elif status == RATE_LIMITED:
        yield Abstention(Reason.RATE_LIMITED, f"{evidence.endpoint} answers 429")
    elif status >= FIRST_SERVER_ERROR:
        yield _violation(evidence, contract, "The server failed.", "documented")
    elif not possible_parts(contract, evidence.endpoint, status):
        yield _violation(
            evidence,
            contract,
            f"Nothing in the contract of {evidence.endpoint} has status {status}.",
            contract.endpoint(evidence.endpoint).provenance,
        )


def _violation(
    evidence: Answered, contract: Registry, message: str, provenance: str
) -> Violation:
    parts = contract.endpoint(evidence.endpoint).responses
    listed = sorted({p.status for p in parts if p.status < FIRST_SERVER_ERROR})
    return Violation(
        message=message,
        expected=f"one of {', '.join(map(str, listed))}",
        observed=f"status {evidence.response.status}",
        location=place_in(contract, evidence.endpoint, "responses"),
        provenance=provenance,  # type: ignore[arg-type]
    )
