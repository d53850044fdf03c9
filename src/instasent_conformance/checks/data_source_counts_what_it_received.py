"""A data source counts the contacts and events that it received."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity
from ..oracles.counters import Counted, as_number
from ..oracles.promises import broken
from .registry import Verdicts, check


@check(law="ingest", severity=Severity.MINOR, consumes=Counted)
def judge(evidence: Counted, contract: Registry) -> Verdicts:
    """Report counters that lag behind; that they count nothing else is assumed."""
    for name, sent in evidence.accepted.items():
        grown = as_number(evidence.grown.get(name)) - as_number(evidence.born.get(name))
        if grown != sent:
            yield broken(
                contract,
                "V-PUSH-23",
                f"`{name}` of a data source does not count what it received.",
                expected=f"{sent} more",
                observed=f"{grown} more",
                provenance="observed" if grown < sent else "assumed",
            )
