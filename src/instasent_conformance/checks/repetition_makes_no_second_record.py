"""A batch that comes again leaves the records of its source as they were."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Abstention, Reason, Severity
from ..oracles.promises import broken
from ..oracles.pushes import RepeatedPush
from .registry import Verdicts, check


@check(law="ingest", severity=Severity.MAJOR, consumes=RepeatedPush)
def judge(evidence: RepeatedPush, contract: Registry) -> Verdicts:
    """Report every record that the repetition changed."""
    for name, before in evidence.before.items():
        after = evidence.after.get(name)
        if before is None:
            yield Abstention(Reason.NO_CONTROL, f"{name} was not stored at all")
        elif before != after:
            yield broken(
                contract,
                "D-INGEST-25",
                "A repeated push of the same contacts changes a record.",
                expected=f"{before}",
                observed=f"{after}",
            )
