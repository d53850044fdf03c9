"""How a run ends: the exit code, and the word that goes with it."""

from __future__ import annotations

from collections.abc import Iterable

from ..finding import Outcome
from ..profiles import Profile
from ..trial import Record
from .model import Verdict

CONFORMANT, FINDINGS, UNDECIDED = 0, 1, 3


def exit_code(records: Iterable[Record], errors: int, profile: Profile) -> int:
    """
    Return 0 conformant, 1 findings, or 3 where too little was judged to say.

    Args:
        records: how each case ended.
        errors: how many items ended in a fault of the suite.
        profile: states the share of inconclusive cases that is still 0.

    """
    outcomes = [record.outcome for record in records]
    failed = outcomes.count(Outcome.FAIL)
    inconclusive = outcomes.count(Outcome.INCONCLUSIVE)
    judged = failed + outcomes.count(Outcome.PASS)
    if failed:
        return FINDINGS
    if errors or not judged:
        return UNDECIDED
    share = inconclusive / (judged + inconclusive)
    return UNDECIDED if share > profile.inconclusive_limit else CONFORMANT


def verdict_of(code: int) -> Verdict:
    """Return the word for an exit code."""
    if code == CONFORMANT:
        return "conformant"
    return "nonconformant" if code == FINDINGS else "undecided"
