"""Every attribute that a contact shows is listed by the specs read after it."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Abstention, Reason, Severity
from ..oracles.discovery import ShownAttributes
from ..oracles.promises import broken
from .registry import Verdicts, check


@check(law="discovery", severity=Severity.MAJOR, consumes=ShownAttributes)
def judge(evidence: ShownAttributes, contract: Registry) -> Verdicts:
    """Report attributes that nobody can discover."""
    if not evidence.shown:
        yield Abstention(Reason.NO_CONTROL, "the contact shows no attribute")
    hidden = sorted(evidence.shown - evidence.listed.keys())
    if hidden:
        yield broken(
            contract,
            "G-DISCOVER-07",
            "Contacts show attributes that the specs do not list.",
            expected="every attribute of the project, as it is now",
            observed=f"not listed: {', '.join(hidden)}",
        )
