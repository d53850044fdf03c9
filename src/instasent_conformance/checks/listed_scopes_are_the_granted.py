"""The scopes that an answer lists are those that its token was granted."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Abstention, Reason, Severity, Violation
from ..oracles.gate_answers import row_location
from ..oracles.token_facts import ScopeLists, listed_scopes
from .registry import Verdicts, check


@check(law="authentication", severity=Severity.MAJOR, consumes=ScopeLists)
def judge(evidence: ScopeLists, contract: Registry) -> Verdicts:
    """Compare the list with the grant."""
    listed = listed_scopes(evidence.before)
    if listed is None:
        detail = f"{evidence.endpoint} lists no scopes"
        yield Abstention(Reason.NO_CONTROL, detail)
    elif listed != evidence.granted:
        yield Violation(
            message=f"{evidence.endpoint} lists other scopes than the token has.",
            expected=", ".join(sorted(evidence.granted)) or "no scope",
            observed=", ".join(sorted(listed)) or "no scope",
            location=row_location(contract, evidence.endpoint),
            provenance="observed",
        )
