"""One option of every open question explains all answers together."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity
from ..oracles.gate_answers import all_answers
from ..oracles.one_reading import contradiction
from .registry import CaseRecord, Verdicts, check


@check(law="scope-gating", severity=Severity.MAJOR)
def judge(record: CaseRecord, contract: Registry) -> Verdicts:
    """Look for a world that explains everything that some world explains."""
    if record.case.cell is not None:
        return
    given = all_answers(record.case, record.transcript, record.tokens)
    found = contradiction(contract, given)
    if found:
        yield found
