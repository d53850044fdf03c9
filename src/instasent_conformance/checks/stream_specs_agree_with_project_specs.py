"""The specs of a stream say of each row what the specs of its project say of it."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Abstention, Reason, Severity
from ..oracles.discovery import SpecLists, disagreements
from ..oracles.promises import broken
from .registry import Verdicts, check


@check(law="discovery", severity=Severity.MINOR, consumes=SpecLists)
def judge(evidence: SpecLists, contract: Registry) -> Verdicts:
    """Report what differs, and a stream that lists nothing of what its project has."""
    if not evidence.project:
        yield Abstention(Reason.NO_CONTROL, f"{evidence.what} lists nothing")
        return
    problems = list(disagreements(evidence)) if evidence.stream else ["nothing listed"]
    if problems:
        yield broken(
            contract,
            "V-SPEC-09",
            f"The specs of a stream differ from {evidence.what}.",
            expected="the same, for every row of the stream",
            observed="; ".join(problems[:3]),
        )
