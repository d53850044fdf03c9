"""
A window ends a minute after it began, and the next one has the whole budget.

Only moments that the target itself tells are compared, so its clock may be wrong.
"""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.budgets import Moments, reading_of, untold, window_of, window_place
from .registry import Verdicts, check

_ROUNDING = 1


@check(law="rate-limits", severity=Severity.MAJOR, consumes=Moments)
def judge(evidence: Moments, contract: Registry) -> Verdicts:
    """Compare when the budget resets, before and after the end of a window."""
    told = [reading_of(exchange) for exchange in evidence.exchanges]
    first, soon, later = told
    if first is None or soon is None or later is None:
        yield untold(evidence.exchanges)
        return
    window = window_of(contract)
    least = window - _ROUNDING
    moved = (soon.reset - first.reset, later.reset - first.reset)
    wrong = moved[0] != 0 and not _fits(moved[0], least, evidence.elapsed[0] + window)
    if wrong or not _fits(moved[1], least, evidence.elapsed[1] + window):
        yield Violation(
            message=f"A window does not last {window} seconds.",
            expected=f"a reset that stays for the window, and {window} seconds or "
            "more after it in the next",
            observed=f"moved by {moved[0]} seconds within {evidence.elapsed[0]:.0f}, "
            f"and by {moved[1]} within {evidence.elapsed[1]:.0f}",
            location=window_place(contract),
        )
    elif later.left < soon.left and soon.reset == first.reset:
        yield Violation(
            message="A new window does not have the whole budget.",
            expected=f"nearly {later.limit} left",
            observed=f"{later.left} left",
            location=window_place(contract),
        )


def _fits(moved: int, least: int, most: float) -> bool:
    return least <= moved <= most + 2 * _ROUNDING
