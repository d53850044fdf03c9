"""
Attributes that nobody declared all meet one fate, whatever kind of value they have.

They are created on the way, fail their item, or are dropped (K-10); a declared one is
always taken.
"""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity
from ..oracles.attribute_values import UNDECLARED_KNOB, KeysTaken, rules_left
from ..oracles.promises import broken
from .registry import Verdicts, check


@check(law="ingest", severity=Severity.MAJOR, consumes=KeysTaken)
def judge(evidence: KeysTaken, contract: Registry) -> Verdicts:
    """Report keys that no single rule explains, and declared ones that are not kept."""
    lost = [
        key.kind
        for key in evidence.keys
        if key.declared and not (key.accepted and key.shown)
    ]
    if rules_left(evidence, contract) and not lost:
        return
    yield broken(
        contract,
        "D-INGEST-27",
        "Custom attributes do not meet one fate.",
        expected=f"one option of {UNDECLARED_KNOB} for every undeclared key, and every "
        "declared one kept",
        observed="; ".join(
            f"{key.kind}: {'accepted' if key.accepted else 'failed'}, "
            f"{'kept' if key.shown else 'not kept'}"
            for key in evidence.keys
        ),
    )
