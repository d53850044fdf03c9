"""How a run ends: the exit code, and the word that goes with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ..finding import Outcome, Severity
from ..profiles import Profile
from ..trial import Record
from .model import Verdict

CONFORMANT, FINDINGS, UNDECIDED = 0, 1, 3


def exit_code(
    records: Iterable[Record],
    errors: int,
    profile: Profile,
    *,
    fine: Collection[str] = (),
    accepted: Collection[str] = (),
) -> int:
    """
    Return 0 conformant, 1 findings, or 3 where too little was judged to say.

    Args:
        records: how each case ended.
        errors: how many items ended in a fault of the suite.
        profile: states the share of inconclusive cases that is still 0.
        fine: reasons that may leave cases of this target inconclusive.
        accepted: fingerprints of findings that are known and accepted.

    """
    kept = list(records)
    outcomes = [record.outcome for record in kept]
    inconclusive = sum(
        record.outcome is Outcome.INCONCLUSIVE and record.reason not in fine
        for record in kept
    )
    judged = outcomes.count(Outcome.FAIL) + outcomes.count(Outcome.PASS)
    if any(_is_red(record, accepted) for record in kept):
        return FINDINGS
    if errors or not judged:
        return UNDECIDED
    share = inconclusive / (judged + inconclusive)
    return UNDECIDED if share > profile.inconclusive_limit else CONFORMANT


def _is_red(record: Record, accepted: Collection[str]) -> bool:
    if record.outcome is not Outcome.FAIL:
        return False
    counted = [f for f in record.findings if f.severity is not Severity.OBSERVATION]
    return not counted or any(f.fingerprint not in accepted for f in counted)


def verdict_of(code: int) -> Verdict:
    """Return the word for an exit code."""
    if code == CONFORMANT:
        return "conformant"
    return "nonconformant" if code == FINDINGS else "undecided"
