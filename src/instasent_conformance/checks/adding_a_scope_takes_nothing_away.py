"""A token with more scopes is admitted wherever one with fewer is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.gate_answers import GateAnswer, all_answers, row_location
from ..oracles.scope_gate import certainty, lost_to_plan
from .registry import CaseRecord, Verdicts, check


@check(law="scope-gating", severity=Severity.MAJOR)
def judge(record: CaseRecord, contract: Registry) -> Verdicts:
    """Compare every two product tokens of a project at the same endpoint."""
    if record.case.cell is not None:
        return
    answers = all_answers(record.case, record.transcript, record.tokens)
    comparable = [a for a in answers if _is_plain(contract, a)]
    for fewer, more in permutations(comparable, 2):
        if _shrinks(fewer, more):
            yield from _violation(contract, fewer, more)
            return


def _is_plain(contract: Registry, answer: GateAnswer) -> bool:
    need, ask = answer.ask.need, answer.ask
    return (
        need.kind == "product"
        and need.project == ask.project
        and not lost_to_plan(contract, ask)
        and answer.status not in (429, 501)
    )


def _shrinks(fewer: GateAnswer, more: GateAnswer) -> bool:
    return (
        fewer.ask.endpoint == more.ask.endpoint
        and fewer.ask.need.scopes < more.ask.need.scopes
        and fewer.admitted
        and not more.admitted
    )


def _violation(
    contract: Registry, fewer: GateAnswer, more: GateAnswer
) -> Iterator[Violation]:
    row = contract.access[fewer.ask.endpoint]
    yield Violation(
        message=(
            f"{row.endpoint} admits {fewer.ask.need} "
            f"and refuses {more.ask.need}, which holds more."
        ),
        expected=f"status 2xx as with {fewer.ask.need}",
        observed=f"status {more.status}",
        location=row_location(contract, row.endpoint),
        provenance=certainty(contract, row),
    )
