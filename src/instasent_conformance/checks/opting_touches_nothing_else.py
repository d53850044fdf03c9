"""Opting in to or out of one channel leaves the other channel and everybody else."""

from __future__ import annotations

from collections.abc import Iterator

from ..cases.histories import Subscribe
from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.merging_evidence import (
    MergeEvidence,
    Reading,
    SequelEvidence,
    requirement,
)
from .registry import Verdicts, check


@check(law="lifecycle", severity=Severity.MAJOR, consumes=MergeEvidence)
def judge(evidence: MergeEvidence, contract: Registry) -> Verdicts:
    """Report the first flag that changed without an action on it."""
    for row, problem, reading in _problems(evidence):
        yield Violation(
            message=problem,
            expected="every other flag as it was",
            observed=f"{problem}, after: {reading.told()}",
            location=requirement(contract, row),
            provenance="assumed",
        )
        return


def _problems(evidence: MergeEvidence) -> Iterator[tuple[str, str, Reading]]:
    for reading in evidence.readings:
        for action in reading.actions:
            for channel, flag in action.before.items():
                if channel != action.step.channel and action.after[channel] is not flag:
                    problem = f"opting on {action.step.channel} changed {channel}"
                    yield "V-SUBSCRIBE-05", problem, reading
    if isinstance(evidence, SequelEvidence):
        before, after = evidence.readings[0], evidence.readings[-1]
        acted = [s.key for s in after.history if isinstance(s, Subscribe)]
        touched = {after.owners().get(key) for key in acted}
        for audience_id, contact in after.audience.items():
            earlier = before.audience.get(audience_id, contact)
            if audience_id not in touched and earlier.flags != contact.flags:
                yield "V-SUBSCRIBE-06", "a flag of somebody else changed", after
