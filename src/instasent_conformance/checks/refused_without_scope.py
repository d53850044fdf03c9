"""A product token without a sufficient set of scopes is refused as such."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity
from ..oracles.gate_answers import cell_answer, judge_refusal
from ..oracles.scope_gate import (
    Expectation,
    certainty,
    expectations,
    lost_to_plan,
)
from .registry import CaseRecord, Verdicts, check


@check(law="scope-gating", severity=Severity.CRITICAL)
def judge(record: CaseRecord, contract: Registry) -> Verdicts:
    """Judge the cells whose scopes some reading of the row calls insufficient."""
    answer = cell_answer(record.case, record.transcript, record.tokens)
    if answer is None or answer.ask.need.kind != "product":
        return
    if Expectation.NO_SCOPE not in expectations(contract, answer.ask):
        return
    provenance = certainty(contract, contract.access[answer.ask.endpoint])
    if lost_to_plan(contract, answer.ask):
        provenance = "assumed"
    yield from judge_refusal(answer, contract, provenance)
