"""A token that is garbled, unknown, revoked or almost a live one is refused as such."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity
from ..oracles.gate_answers import cell_answer, judge_refusal
from ..tokens import BAD_TOKEN_KINDS
from .registry import CaseRecord, Verdicts, check


@check(law="authentication", severity=Severity.CRITICAL)
def judge(record: CaseRecord, contract: Registry) -> Verdicts:
    """Judge the cells whose token is not live."""
    answer = cell_answer(record.case, record.transcript, record.tokens)
    if answer is not None and answer.ask.need.kind in BAD_TOKEN_KINDS:
        yield from judge_refusal(answer, contract, "documented")
