"""A value pushed for a read-only attribute never shows."""

from __future__ import annotations

from ..contract import Json, Registry
from ..finding import Severity
from ..oracles.discovery import ReadOnlyTries
from ..oracles.promises import broken
from .registry import Verdicts, check


@check(law="discovery", severity=Severity.MAJOR, consumes=ReadOnlyTries)
def judge(evidence: ReadOnlyTries, contract: Registry) -> Verdicts:
    """Report every value that came through, unless it shows without a push too."""
    for tried in evidence.tries:
        if tried.shown != tried.control and _holds(tried.shown, tried.pushed):
            yield broken(
                contract,
                "G-DISCOVER-30",
                f"{tried.uid} is called read-only, and takes what is pushed.",
                expected=f"what it shows untouched: {tried.control!r}",
                observed=f"{tried.shown!r}",
            )


def _holds(shown: Json, pushed: Json) -> bool:
    if isinstance(shown, list) or isinstance(pushed, list):
        wanted = pushed if isinstance(pushed, list) else [pushed]
        return isinstance(shown, list) and any(value in shown for value in wanted)
    if isinstance(shown, str) and isinstance(pushed, str):
        return pushed in shown or shown[:10] == pushed[:10]
    return bool(shown == pushed)
