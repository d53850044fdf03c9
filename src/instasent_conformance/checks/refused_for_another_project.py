"""A token of another project is refused, whatever its scopes."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity
from ..oracles.gate_answers import cell_answer, judge_refusal
from ..oracles.scope_gate import Expectation, expectations
from .registry import CaseRecord, Verdicts, check


@check(law="scope-gating", severity=Severity.CRITICAL)
def judge(record: CaseRecord, contract: Registry) -> Verdicts:
    """Judge the cells of tokens that reach another project only."""
    answer = cell_answer(record.case, record.transcript, record.tokens)
    if (
        answer is not None
        and answer.ask.need.kind == "product"
        and expectations(contract, answer.ask) == {Expectation.OUT_OF_REACH}
    ):
        yield from judge_refusal(answer, contract, "documented")
