"""
A live token outside the Authorization header opens nothing.

A sibling product reads tokens from the query string, and no source says that this one
does not; what comes of it is an observation.
"""

from __future__ import annotations

from ..contract import Registry
from ..contract.model import Provenance
from ..finding import Severity
from ..oracles.gate_answers import GateAnswer, cell_answer, judge_refusal
from ..tokens import MISPLACED_KINDS
from .registry import CaseRecord, Verdicts, check


@check(law="authentication", severity=Severity.CRITICAL)
def judge(record: CaseRecord, contract: Registry) -> Verdicts:
    """Judge the cells whose token stands in query, cookie, body or another header."""
    answer = cell_answer(record.case, record.transcript, record.tokens)
    if answer is not None and answer.ask.need.kind in MISPLACED_KINDS:
        yield from judge_refusal(answer, contract, _certainty(answer))


def _certainty(answer: GateAnswer) -> Provenance:
    """Return how sure it is: a member that nobody knows may be refused as such."""
    place = answer.ask.need.kind
    unknown_member = place == "in-body" and 400 <= answer.status < 500
    return "assumed" if place == "in-query" or unknown_member else "documented"
