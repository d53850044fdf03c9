"""
An answer with a body is JSON and says so.

A body where the contract leaves the shape open, such as that of a rate limit, is not
judged.
"""

from __future__ import annotations

from ..contract import Registry
from ..exchange import NOT_JSON
from ..finding import Severity, Violation
from ..oracles.answers import Answered, is_judged, place_in
from .registry import Verdicts, check

_TYPE = "application/json"


@check(law="schema-conformance", severity=Severity.MAJOR, consumes=Answered)
def judge(evidence: Answered, contract: Registry) -> Verdicts:
    """Yield a violation for another content type, and for bytes that do not parse."""
    response = evidence.response
    if not response.content or not is_judged(response):
        return
    named = response.headers.get("content-type", "")
    kind = named.partition(";")[0].strip().lower()
    if kind != _TYPE and not kind.endswith("+json"):
        yield _violation(
            evidence, contract, "content type", f"the type {_TYPE}", named or "no type"
        )
    elif response.body is NOT_JSON:
        yield _violation(
            evidence, contract, "body", "a JSON text", f"{response.text[:80]!r}"
        )


def _violation(
    evidence: Answered, contract: Registry, part: str, expected: str, observed: str
) -> Violation:
    return Violation(
        message=f"The {part} of an answer of {evidence.endpoint} is not JSON.",
        expected=expected,
        observed=observed,
        location=place_in(contract, evidence.endpoint, "responses"),
    )
