"""A batch of one item more than the limit is refused whole, and nothing is stored."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity
from ..oracles.promises import broken
from ..oracles.pushes import LongPush
from .registry import Verdicts, check

_ROWS = {"stream.push-contacts": "D-INGEST-07", "stream.push-events": "D-INGEST-08"}
_FIRST_SERVER_ERROR = 500


@check(law="ingest", severity=Severity.MAJOR, consumes=LongPush)
def judge(evidence: LongPush, contract: Registry) -> Verdicts:
    """Report a batch that is too long and taken, or refused and stored all the same."""
    status = evidence.answer.response.status
    refused = 400 <= status < _FIRST_SERVER_ERROR
    if refused and not evidence.stored:
        return
    yield broken(
        contract,
        _ROWS[evidence.endpoint],
        f"{evidence.endpoint} takes more items than its limit allows.",
        expected=f"{evidence.size} items refused, and none of them stored",
        observed=f"status {status}, {'some' if evidence.stored else 'none'} stored",
    )
