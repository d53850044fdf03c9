"""An item that breaks a documented rule is answered as failed, queued or not."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity
from ..oracles.promises import broken
from ..oracles.pushes import MixedPush
from .registry import Verdicts, check


@check(law="ingest", severity=Severity.MAJOR, consumes=MixedPush)
def judge(evidence: MixedPush, contract: Registry) -> Verdicts:
    """Report every bad item that is accepted."""
    row = "D-INGEST-28" if evidence.mode == "queued" else "D-INGEST-10"
    for position, item, accepted in evidence.said():
        if item.defect and accepted:
            yield broken(
                contract,
                row,
                f"{evidence.endpoint} accepts a bad item: {item.defect}.",
                expected="an item that failed, said before the answer",
                observed=f"item {position} is accepted ({evidence.mode})",
                provenance=item.provenance,
            )
