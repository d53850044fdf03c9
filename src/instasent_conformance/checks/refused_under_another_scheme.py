"""An Authorization header that holds no bearer token opens nothing."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity
from ..oracles.gate_answers import cell_answer, judge_refusal
from ..tokens import OTHER_SCHEME_KINDS
from .registry import CaseRecord, Verdicts, check


@check(law="authentication", severity=Severity.CRITICAL)
def judge(record: CaseRecord, contract: Registry) -> Verdicts:
    """Judge the cells without a scheme, with another one, or with a scheme alone."""
    answer = cell_answer(record.case, record.transcript, record.tokens)
    if answer is not None and answer.ask.need.kind in OTHER_SCHEME_KINDS:
        yield from judge_refusal(answer, contract, "documented")
