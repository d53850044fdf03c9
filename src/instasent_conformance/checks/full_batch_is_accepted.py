"""A batch is accepted up to the limit, from its first item to its last."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity
from ..oracles.promises import broken
from ..oracles.pushes import FullPush
from .registry import Verdicts, check

_ROWS = {"stream.push-contacts": "D-INGEST-05", "stream.push-events": "D-INGEST-06"}


@check(law="ingest", severity=Severity.MAJOR, consumes=FullPush)
def judge(evidence: FullPush, contract: Registry) -> Verdicts:
    """Report a batch that is refused, or the first of its items that is."""
    response, size = evidence.answer.response, len(evidence.items)
    failed = [
        position for position, _, accepted in evidence.said() if accepted is False
    ]
    if response.succeeded and not failed:
        return
    told = f"item {failed[0]} failed" if response.succeeded else "refused"
    yield broken(
        contract,
        _ROWS[evidence.endpoint],
        f"{evidence.endpoint} does not take a batch within its limit.",
        expected=f"{size} accepted items",
        observed=f"status {response.status}, {told}",
    )
