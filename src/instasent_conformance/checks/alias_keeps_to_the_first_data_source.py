"""The alias for an API data source leads to no data source that came after others."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity
from ..oracles.attribute_values import AliasPush
from ..oracles.promises import broken
from .registry import Verdicts, check


@check(law="ingest", severity=Severity.MAJOR, consumes=AliasPush)
def judge(evidence: AliasPush, contract: Registry) -> Verdicts:
    """Report a contact in a data source that is first neither by age nor by list."""
    if evidence.late:
        yield broken(
            contract,
            "V-SOURCE-09",
            "The alias of a data source leads to a later one.",
            expected="the contact in the first API data source of the project",
            observed="the contact in the one that was made last",
        )
