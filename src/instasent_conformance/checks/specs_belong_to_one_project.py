"""An attribute that one project was given is in the specs of no other."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity
from ..oracles.discovery import Foreigners
from ..oracles.promises import broken
from .registry import Verdicts, check


@check(law="discovery", severity=Severity.MAJOR, consumes=Foreigners)
def judge(evidence: Foreigners, contract: Registry) -> Verdicts:
    """Report a custom attribute that crossed over."""
    if evidence.listed_elsewhere:
        yield broken(
            contract,
            "G-DISCOVER-01",
            "The specs of a project list what only another one was given.",
            expected=f"no {evidence.key}",
            observed=f"{evidence.key} is listed",
        )
