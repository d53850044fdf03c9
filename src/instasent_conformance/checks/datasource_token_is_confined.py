"""A datasource token opens the stream of its own data source and nothing else."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity
from ..oracles.gate_answers import cell_answer, judge_answer, judge_refusal
from ..oracles.scope_gate import Expectation, expectations
from .registry import CaseRecord, Verdicts, check


@check(law="scope-gating", severity=Severity.CRITICAL)
def judge(record: CaseRecord, contract: Registry) -> Verdicts:
    """Judge the cells of tokens that data sources minted."""
    answer = cell_answer(record.case, record.transcript, record.tokens)
    if answer is None or answer.ask.need.kind != "datasource":
        return
    if expectations(contract, answer.ask) == {Expectation.ADMITTED}:
        yield from judge_answer(answer, contract, "documented")
    else:
        yield from judge_refusal(answer, contract, "documented")
