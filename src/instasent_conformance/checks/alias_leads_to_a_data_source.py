"""The alias for the API data source of a project takes contacts like its id."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity
from ..oracles.attribute_values import AliasPush
from ..oracles.promises import broken
from .registry import Verdicts, check


@check(law="ingest", severity=Severity.MAJOR, consumes=AliasPush)
def judge(evidence: AliasPush, contract: Registry) -> Verdicts:
    """Report a push to the alias whose contact never reaches the audience."""
    if not evidence.arrived:
        yield broken(
            contract,
            "V-SOURCE-09",
            "The alias of a data source leads nowhere.",
            expected="a contact in the audience of the project",
            observed=f"status {evidence.status}, and nobody there",
        )
