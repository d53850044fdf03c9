"""A queued item that was accepted can be read within seconds."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity
from ..oracles.promises import broken
from ..oracles.pushes import LatePush
from .registry import Verdicts, check


@check(law="ingest", severity=Severity.MAJOR, consumes=LatePush)
def judge(evidence: LatePush, contract: Registry) -> Verdicts:
    """Report a queued push that is refused, or that never shows."""
    response = evidence.answer.response
    if response.succeeded and evidence.seconds is not None:
        return
    yield broken(
        contract,
        "D-INGEST-29",
        f"{evidence.endpoint} accepts a queued item that does not show."
        if response.succeeded
        else f"{evidence.endpoint} refuses a queued item.",
        expected=f"the item within {evidence.patience:g} s",
        observed=f"status {response.status}, and nothing to read",
    )
