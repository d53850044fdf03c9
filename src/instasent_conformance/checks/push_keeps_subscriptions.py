"""A push to a data source never changes what a person subscribed to or left."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.merging_evidence import MergeEvidence, requirement
from ..oracles.subscriptions import agreed, lasting
from .registry import Verdicts, check


@check(law="consolidation", severity=Severity.CRITICAL, consumes=MergeEvidence)
def judge(evidence: MergeEvidence, contract: Registry) -> Verdicts:
    """Report the first person of each reading whose last action did not last."""
    for reading in evidence.readings:
        shown = {(a.step.key, a.step.channel): a for a in reading.actions}
        for step, flag in (*lasting(reading), *agreed(reading)):
            action = shown.get((step.key, step.channel))
            if action is None or action.after.get(step.channel) is not step.on:
                continue  # the action had no effect at all, which is another rule
            if flag is not step.on:
                name = reading.name(step.key)
                yield Violation(
                    message=f"the {step.channel} flag of {name} did not last",
                    expected=f"{str(step.on).lower()}, as the person last chose",
                    observed=f"{flag}, after: {reading.told()}",
                    location=requirement(contract, "D-MERGE-04"),
                )
                break
