"""A message is in one of the states that the vendor's texts and clients name."""

from __future__ import annotations

from ..contract import Registry
from ..contract.sms import sms_facts
from ..finding import Severity
from ..oracles.messages import TextSent
from ..oracles.promises import broken
from .registry import Verdicts, check


@check(law="direct-sms", severity=Severity.MINOR, consumes=TextSent)
def judge(evidence: TextSent, contract: Registry) -> Verdicts:
    """Report a state that nobody named."""
    state = evidence.message.get("status")
    if state is not None and state not in sms_facts(contract).states:
        yield broken(
            contract,
            "V-SMS-29",
            "A message is in a state that nobody named.",
            expected=", ".join(sorted(sms_facts(contract).states)),
            observed=f"{state}",
        )
