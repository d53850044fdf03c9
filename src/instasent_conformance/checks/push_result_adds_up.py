"""A push result repeats the status of its answer, and counts what it lists."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity
from ..oracles.promises import broken
from ..oracles.push_results import wrong_figures
from ..oracles.pushes import Push
from .registry import Verdicts, check


@check(law="ingest", severity=Severity.MINOR, consumes=Push)
def judge(evidence: Push, contract: Registry) -> Verdicts:
    """Report every figure that the rest of the answer contradicts."""
    for row, problem in wrong_figures(evidence.answer):
        yield broken(
            contract,
            row,
            f"{evidence.endpoint} answers with a figure that is not its own.",
            expected="the status of the answer, and the numbers of its lists",
            observed=problem,
        )
