"""A contact fails without an attribute if, and only if, the specs require that one."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity
from ..oracles.discovery import RequiredOnly
from ..oracles.promises import broken
from .registry import Verdicts, check


@check(law="discovery", severity=Severity.MAJOR, consumes=RequiredOnly)
def judge(evidence: RequiredOnly, contract: Registry) -> Verdicts:
    """Report attributes whose absence has another effect than the specs say."""
    for uid, (required, accepted) in evidence.without.items():
        if required == accepted:
            yield broken(
                contract,
                "V-SPEC-05",
                f"The specs call {uid} {'required' if required else 'optional'}.",
                expected=f"a contact without it {'fails' if required else 'passes'}",
                observed="it passed" if accepted else "it failed",
            )
