"""
A batch whose items all fail has the same kind of status, whatever was pushed.

It is a refusal of its own, or the status of an ordinary success (K-08); that of a body
that cannot be read at all sends a client to look in the wrong place.
"""

from __future__ import annotations

from ..contract import Registry
from ..finding import Abstention, Reason, Severity
from ..oracles.promises import broken
from ..oracles.pushes import FAILED_KNOB, FailingPushes, failed_statuses
from .registry import Verdicts, check


@check(law="ingest", severity=Severity.MAJOR, consumes=FailingPushes)
def judge(evidence: FailingPushes, contract: Registry) -> Verdicts:
    """Report statuses that no single option explains."""
    seen = {
        push.endpoint: push.answer.response.status for push in evidence.all_failed()
    }
    if not seen:
        yield Abstention(Reason.NO_FIXTURE, "no batch of bad items fails whole")
        return
    if any(set(seen.values()) <= allowed for allowed in failed_statuses(contract)):
        return
    yield broken(
        contract,
        "D-INGEST-13",
        "Batches whose items all fail are not answered as such.",
        expected=f"one option of {FAILED_KNOB} for every endpoint",
        observed="; ".join(
            f"{name}: {status}" for name, status in sorted(seen.items())
        ),
    )
