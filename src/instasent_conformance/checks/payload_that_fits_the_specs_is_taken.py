"""A contact or event that fits the live specs is accepted."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity
from ..oracles.discovery import Payloads
from ..oracles.promises import broken
from .registry import Verdicts, check


@check(law="discovery", severity=Severity.MAJOR, consumes=Payloads)
def judge(evidence: Payloads, contract: Registry) -> Verdicts:
    """Report the smallest payload that fits and is refused."""
    refused = [one for one in evidence.items if not one.breaks and not one.accepted]
    if refused:
        worst = min(refused, key=lambda one: (len(one.sent), one.name))
        yield broken(
            contract,
            "G-DISCOVER-25",
            f"A payload that fits the specs is refused: {worst.name}.",
            expected="an accepted item",
            observed=f"{len(refused)} of {len(evidence.items)} failed, the smallest "
            f"with {', '.join(sorted(worst.sent)) or 'nothing'}",
        )
