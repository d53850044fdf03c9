"""
Every answer tells the limit, what is left of it and when it resets, as integers.

What is left is between zero and the limit; the reset is a moment in Unix seconds, so a
duration or a count of milliseconds is recognised by its size.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..contract import Registry
from ..contract.openapi import RATE_HEADERS
from ..finding import Severity, Violation
from ..oracles.answers import Answered, place_in
from .registry import Verdicts, check

_EARLIEST = 10**9
_LATEST = 10**11


@check(law="schema-conformance", severity=Severity.MAJOR, consumes=Answered)
def judge(evidence: Answered, contract: Registry) -> Verdicts:
    """Yield a violation for a header that is absent, no integer or out of range."""
    if evidence.response.status >= 500:
        return
    location = place_in(contract, evidence.endpoint, "responses")
    for name, expected, observed in _problems(dict(evidence.response.headers)):
        yield Violation(
            message=f"The header {name} of {evidence.endpoint} is not right.",
            expected=expected,
            observed=observed,
            location=location,
        )


def _problems(headers: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    values: dict[str, int] = {}
    for name in RATE_HEADERS:
        text = headers.get(name.lower())
        if text is None:
            yield name, "an integer", "no such header"
        elif not (text.isascii() and text.isdigit()):
            yield name, "an integer that is not negative", repr(text)
        else:
            values[name] = int(text)
    limit, left, reset = (values.get(name) for name in RATE_HEADERS)
    if limit is not None and left is not None and left > limit:
        yield list(RATE_HEADERS)[1], f"at most the limit {limit}", str(left)
    if reset is not None and not _EARLIEST <= reset < _LATEST:
        yield list(RATE_HEADERS)[2], "a moment in Unix seconds", str(reset)
