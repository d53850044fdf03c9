"""A good item is accepted, whatever else its batch holds."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity
from ..oracles.promises import broken
from ..oracles.pushes import MixedPush
from .registry import Verdicts, check


@check(law="ingest", severity=Severity.MAJOR, consumes=MixedPush)
def judge(evidence: MixedPush, contract: Registry) -> Verdicts:
    """Report the first good item that is not accepted."""
    for position, item, accepted in evidence.said():
        if not item.defect and accepted is False:
            bad = [one.name for one in evidence.items if one.defect]
            yield broken(
                contract,
                "D-INGEST-11",
                f"{evidence.endpoint} fails a good item beside a bad one.",
                expected="the good items accepted and the bad ones failed",
                observed=f"item {position} failed, in a batch with {', '.join(bad)} "
                f"(status {evidence.answer.response.status})",
            )
            return
