"""Contacts that share one value alone merge where its attribute is marked unique."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Abstention, Reason, Severity
from ..oracles.discovery import SharedValues
from ..oracles.promises import broken
from .registry import Verdicts, check


@check(law="discovery", severity=Severity.MAJOR, consumes=SharedValues)
def judge(evidence: SharedValues, contract: Registry) -> Verdicts:
    """Report attributes whose flag says one thing and whose values do another."""
    if not evidence.pairs:
        yield Abstention(Reason.NO_FIXTURE, "no attribute can be told by its value")
    for pair in evidence.pairs:
        if pair.merged != (pair.spec.unique is True):
            yield broken(
                contract,
                "G-DISCOVER-11",
                f"Contacts that share {pair.spec.uid} do not do what its flag says.",
                expected=f"merged: {pair.spec.unique is True}",
                observed=f"merged: {pair.merged}",
            )
