"""The counters of a new data source are null until it receives something."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity
from ..oracles.counters import Counted
from ..oracles.promises import broken
from .registry import Verdicts, check


@check(law="ingest", severity=Severity.MINOR, consumes=Counted)
def judge(evidence: Counted, contract: Registry) -> Verdicts:
    """Report the counters that are not null at birth."""
    counted = {k: v for k, v in evidence.born.items() if v is not None}
    if counted:
        yield broken(
            contract,
            "V-SOURCE-11",
            "A new data source has counted something.",
            expected="null",
            observed=", ".join(f"{name}: {value}" for name, value in counted.items()),
        )
