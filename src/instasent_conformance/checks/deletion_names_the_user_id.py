"""The answer to the deletion of a datasource contact names its user id."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.merging_evidence import MergeEvidence, requirement
from .registry import Verdicts, check


@check(law="lifecycle", severity=Severity.MINOR, consumes=MergeEvidence)
def judge(evidence: MergeEvidence, contract: Registry) -> Verdicts:
    """Report the first deletion of each reading whose answer does not say of whom."""
    for reading in evidence.readings:
        for key in sorted(reading.unnamed)[:1]:
            name = reading.name(key)
            yield Violation(
                message=f"the deletion of {name} is answered without its user id",
                expected=f"a push result whose item is the user id of {name}",
                observed=f"another answer, after: {reading.told()}",
                location=requirement(contract, "V-PUSH-19"),
                provenance="observed",
            )
