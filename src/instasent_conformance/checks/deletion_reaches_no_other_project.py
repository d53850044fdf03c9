"""A deletion in one project leaves the equal contact of another alone."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Abstention, Reason, Severity, Violation
from ..oracles.gate_answers import row_location
from ..oracles.isolation import Survivors, unseen
from .registry import Verdicts, check

_DELETED_BY = "stream.delete-contact"


@check(law="isolation", severity=Severity.CRITICAL, consumes=Survivors)
def judge(survivors: Survivors, contract: Registry) -> Verdicts:
    """Yield a violation for a twin that could be read before and not after."""
    if not survivors.deletion.response.succeeded or any(unseen(survivors.before)):
        yield Abstention(
            Reason.NO_CONTROL, "the twins or the deletion of one of them did not work"
        )
        return
    for lost in unseen(survivors.after):
        yield Violation(
            message=f"The deletion of a contact took its twin in {lost.place} along.",
            expected="the contact of the other project as it was before",
            observed=f"status {lost.look.response.status} without what is its own",
            location=row_location(contract, _DELETED_BY),
        )
