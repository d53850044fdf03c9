"""
Aggregations list no value that the token may not read.

    a token of the lowest level asks for the emails of two contacts, counted
    → a refusal, or buckets without those emails
"""

from __future__ import annotations

from ..contract import Registry
from ..finding import Abstention, Reason, Severity, Violation
from ..oracles.disclosure import level_place, obstacle
from ..oracles.glimpses import BucketGlimpse, hidden_traces, shows
from .registry import Verdicts, check


@check(law="redaction", severity=Severity.CRITICAL, consumes=BucketGlimpse)
def judge(evidence: BucketGlimpse, contract: Registry) -> Verdicts:
    """Yield one violation per hidden attribute in a bucket or anywhere else."""
    found = dict(hidden_traces(contract, evidence))
    for uid, trace in found.items():
        yield Violation(
            message=f"{evidence.surface} lists {uid} at the {evidence.level} level",
            expected=f"nothing beyond the {evidence.level} level",
            observed=f"the value of {uid} stands in the answer ({trace})",
            location=level_place(contract, evidence.level),
        )
    if found:
        return
    problem = obstacle((evidence.control,), whose="the token of the highest level")
    if problem:
        yield problem
    elif not shows(contract, evidence, evidence.control):
        detail = f"no token is shown the values of {evidence.uid}"
        yield Abstention(Reason.NO_CONTROL, detail)
