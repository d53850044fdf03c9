"""A token has the scopes it was minted with, whatever its bearer asks for."""

from __future__ import annotations

from ..contract import Registry
from ..exchange import Exchange
from ..finding import Severity, Violation
from ..oracles.gate_answers import row_location
from ..oracles.token_facts import ScopeLists, listed_scopes, served
from .registry import Verdicts, check


@check(law="authentication", severity=Severity.CRITICAL, consumes=ScopeLists)
def judge(evidence: ScopeLists, contract: Registry) -> Verdicts:
    """Compare the list and a gate before and after the attempts to widen."""
    pairs = (
        (evidence.before, evidence.after),
        (evidence.gate_before, evidence.gate_after),
    )
    for before, after in pairs:
        if served((before, after)) and _shown(before) != _shown(after):
            yield Violation(
                message=f"A request changed what a token may do at "
                f"{after.request.endpoint}.",
                expected=f"{_shown(before)}, as before",
                observed=_shown(after),
                location=row_location(contract, after.request.endpoint),
            )


def _shown(exchange: Exchange) -> str:
    listed = ", ".join(sorted(listed_scopes(exchange) or ()))
    return f"status {exchange.response.status} {listed}".rstrip()
