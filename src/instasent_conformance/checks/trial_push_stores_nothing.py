"""A push that asks for a trial is answered, and stores nothing, now or later."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity
from ..oracles.promises import broken
from ..oracles.pushes import TrialPush
from .registry import Verdicts, check


@check(law="ingest", severity=Severity.MAJOR, consumes=TrialPush)
def judge(evidence: TrialPush, contract: Registry) -> Verdicts:
    """Report a trial that is refused, or that left something behind."""
    succeeded = evidence.answer.response.succeeded
    if succeeded and not evidence.stored:
        return
    yield broken(
        contract,
        "V-PUSH-03",
        f"{evidence.endpoint} takes a trial for the real thing."
        if succeeded
        else f"{evidence.endpoint} refuses a trial.",
        expected="a success that stores nothing",
        observed="the item is there"
        if evidence.stored
        else f"status {evidence.answer.response.status}",
        provenance="vendor-code",
    )
