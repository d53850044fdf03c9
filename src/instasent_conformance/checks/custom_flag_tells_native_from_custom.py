"""An attribute is marked custom if, and only if, its key has no leading underscore."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity
from ..oracles.discovery import ShownAttributes
from ..oracles.promises import broken
from .registry import Verdicts, check


@check(law="discovery", severity=Severity.MAJOR, consumes=ShownAttributes)
def judge(evidence: ShownAttributes, contract: Registry) -> Verdicts:
    """Report attributes whose flag contradicts their key."""
    for uid, spec in sorted(evidence.listed.items()):
        native = uid.startswith("_")
        if spec.custom is native:
            yield broken(
                contract,
                "D-INGEST-26" if native else "D-INGEST-27",
                f"The specs call {uid} {'custom' if native else 'native'}.",
                expected=f"custom: {not native}",
                observed=f"custom: {spec.custom}",
            )
