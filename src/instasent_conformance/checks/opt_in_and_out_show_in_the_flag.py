"""Opting in or out through the API shows in the subscription flag at once."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Abstention, Reason, Severity, Violation
from ..oracles.merging_evidence import MergeEvidence, requirement
from .registry import Verdicts, check


@check(law="lifecycle", severity=Severity.CRITICAL, consumes=MergeEvidence)
def judge(evidence: MergeEvidence, contract: Registry) -> Verdicts:
    """Report the first action of each reading that its flag does not show."""
    for reading in evidence.readings:
        for action in reading.actions:
            channel, on = action.step.channel, action.step.on
            if action.after.get(channel) is on:
                continue
            if action.before.get(channel) is None is action.after.get(channel):
                detail = f"no answer shows the {channel} flag of a contact"
                yield Abstention(Reason.NO_CONTROL, detail)
                break
            name, way = reading.name(action.step.key), "in to" if on else "out of"
            yield Violation(
                message=f"the {channel} flag does not show opting {way} {channel}",
                expected=f"the {channel} flag of {name} {str(on).lower()}",
                observed=f"{action.after.get(channel)}, after: {reading.told()}",
                location=requirement(
                    contract, "D-SUBSCRIBE-01" if on else "D-SUBSCRIBE-02"
                ),
            )
            break
