"""
The refusal of a push that is no array says that an array is wanted.

    POST …/stream/contacts {"…": "…"} → 400 {"message": "The body should be an array"}
"""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.refusals import Refusal, place_of
from .registry import Verdicts, check

_NO_ARRAY = "object"
_WORDS = ("array", "list")


@check(law="error-shape", severity=Severity.MINOR, consumes=Refusal)
def judge(evidence: Refusal, contract: Registry) -> Verdicts:
    """Yield a violation where the explanation of the 400 names no array."""
    misuse, response = evidence.misuse, evidence.probe.response
    if (misuse.kind, misuse.defect) != ("body", _NO_ARRAY) or response.status != 400:
        return
    text = response.text.casefold()
    if response.content and not any(word in text for word in _WORDS):
        yield Violation(
            message=f"{misuse.endpoint} does not say that it wants an array",
            expected="a message with the word array",
            observed=response.text[:80],
            location=place_of(contract, misuse),
        )
