"""A product token with a sufficient set of scopes is admitted."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity
from ..oracles.gate_answers import cell_answer, judge_answer
from ..oracles.scope_gate import Expectation, certainty, expectations
from .registry import CaseRecord, Verdicts, check

_JUDGED_ELSEWHERE = {Expectation.NO_SCOPE, Expectation.OUT_OF_REACH}


@check(law="scope-gating", severity=Severity.MAJOR)
def judge(record: CaseRecord, contract: Registry) -> Verdicts:
    """Judge the cells whose scopes suffice under every reading of the row."""
    answer = cell_answer(record.case, record.transcript, record.tokens)
    if answer is None or answer.ask.need.kind != "product":
        return
    if expectations(contract, answer.ask) & _JUDGED_ELSEWHERE:
        return
    # Whichever scope a row asks for, a token that holds all of them has it.
    holds_all = answer.ask.need.scopes == contract.scope_words
    name = answer.ask.endpoint
    provenance = certainty(contract, contract.access[name])
    if holds_all and contract.endpoint(name).provenance != "assumed":
        provenance = "documented"
    yield from judge_answer(answer, contract, provenance)
