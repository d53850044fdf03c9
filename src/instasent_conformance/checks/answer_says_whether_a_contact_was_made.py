"""The answer says that a contact was made when it was, and not the next time."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity
from ..oracles.messages import UnknownPhone, metadata_in, recipients
from ..oracles.promises import broken
from .registry import Verdicts, check


@check(law="direct-sms", severity=Severity.MAJOR, consumes=UnknownPhone)
def judge(evidence: UnknownPhone, contract: Registry) -> Verdicts:
    """Report a contact that was made in silence, twice, or only in words."""
    if not evidence.answer.response.succeeded:
        return
    first, again = (
        metadata_in(answer).get("autoCreated")
        for answer in (evidence.answer, evidence.again)
    )
    same = recipients(evidence.answer) == recipients(evidence.again)
    right = (first, again) == (True, False) if evidence.made else first is False
    if right and (same or not evidence.made):
        return
    yield broken(
        contract,
        "V-SMS-07",
        "The answer does not tell whether a contact was made.",
        expected="true the first time, false with the same contact the next",
        observed=f"{first}, then {again}; {'a' if evidence.made else 'no'} contact "
        f"made, {'the same' if same else 'another one'} the next time",
    )
