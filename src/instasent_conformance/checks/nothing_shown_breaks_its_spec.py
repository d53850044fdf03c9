"""What a contact or an event shows fits the live specs, whatever was pushed."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity
from ..oracles.discovery import Payloads
from ..oracles.promises import broken
from ..oracles.specs import misfits
from .registry import Verdicts, check


@check(law="discovery", severity=Severity.MINOR, consumes=Payloads)
def judge(evidence: Payloads, contract: Registry) -> Verdicts:
    """Report, for each payload, the first value that its spec rules out."""
    for one in evidence.items:
        if not isinstance(one.shown, dict):
            continue
        found = next(misfits(evidence.specs, one.shown, whole=evidence.whole), None)
        if found is not None:
            yield broken(
                contract,
                "G-DISCOVER-29",
                f"What is shown breaks its spec, after {one.name}.",
                expected="nothing that the specs rule out",
                observed=found,
            )
