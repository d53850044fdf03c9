"""
A refusal by the rate limit tells that nothing is left, and when to return.

Its body has one of the forms that are possible; a Retry-After is none but whole seconds
within the window, or a date.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..contract import Registry
from ..exchange import Exchange
from ..finding import Severity, Violation
from ..oracles.budgets import Exhaustion, reading_of, window_of, window_place
from ..oracles.knobs import possible_options
from .registry import Verdicts, check

_BODY_KNOB, _HINT_KNOB = "K-22", "K-23"
_TOO_MANY = 429
_ROUNDING = 1


@check(law="rate-limits", severity=Severity.MINOR, consumes=Exhaustion)
def judge(evidence: Exhaustion, contract: Registry) -> Verdicts:
    """Look at the headers and the body of every refusal."""
    for exchange in evidence.refused:
        if exchange.response.status != _TOO_MANY:
            continue
        for expected, observed in _problems(exchange, contract):
            yield Violation(
                message=f"A refusal of {exchange.request.endpoint} by its rate "
                "does not say so.",
                expected=expected,
                observed=observed,
                location=window_place(contract),
                provenance="observed",
            )


def _problems(exchange: Exchange, contract: Registry) -> Iterator[tuple[str, str]]:
    told = reading_of(exchange)
    if told is None or told.left:
        yield "a remainder of 0", str(told.left if told else "no budget told")
    options = possible_options(contract, _BODY_KNOB)
    form = _form(exchange)
    if form not in options:
        yield f"a body: {' or '.join(options)}", f"a body: {form}"
    hint = exchange.response.headers.get("retry-after")
    hints = possible_options(contract, _HINT_KNOB)
    if ("present" if hint is not None else "absent") not in hints:
        yield f"Retry-After: {' or '.join(hints)}", f"Retry-After: {hint}"
    most = window_of(contract) + _ROUNDING
    if hint is not None and hint.isdigit() and int(hint) > most:
        yield f"a wait of at most {most} seconds", hint


def _form(exchange: Exchange) -> str:
    response = exchange.response
    if not response.content:
        return "empty"
    if isinstance(response.body, str):
        return "string"
    body = response.body
    told = isinstance(body, dict) and isinstance(body.get("message"), str)
    return "message" if told else "another"
