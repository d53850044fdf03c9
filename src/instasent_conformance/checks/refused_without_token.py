"""A request without a token is refused as such."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity
from ..oracles.gate_answers import cell_answer, judge_refusal
from .registry import CaseRecord, Verdicts, check


@check(law="authentication", severity=Severity.CRITICAL)
def judge(record: CaseRecord, contract: Registry) -> Verdicts:
    """Judge the cell that carries no `Authorization` header."""
    answer = cell_answer(record.case, record.transcript, record.tokens)
    if answer is not None and answer.ask.need.kind == "absent":
        yield from judge_refusal(answer, contract, "documented")
