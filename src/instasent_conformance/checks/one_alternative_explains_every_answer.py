"""One option of every open question explains all answers together."""

from __future__ import annotations

from collections.abc import Sequence

from ..contract import Registry
from ..contract.model import Provenance
from ..contract.places import label, row_line
from ..finding import Location, Severity, Violation
from ..oracles.gate_answers import GateAnswer, all_answers
from ..oracles.scope_gate import (
    World,
    explains,
    is_explained,
    possible_worlds,
)
from .registry import CaseRecord, Verdicts, check

_STATUS_KNOBS = {"K-01", "K-02", "K-03", "K-04"}
_SHOWN = 6


@check(law="scope-gating", severity=Severity.MAJOR)
def judge(record: CaseRecord, contract: Registry) -> Verdicts:
    """Look for a world that explains everything that some world explains."""
    if record.case.cell is not None:
        return
    answers = [
        answer
        for answer in all_answers(record.case, record.transcript, record.tokens)
        if is_explained(contract, answer.ask, answer.status)
    ]
    worlds = possible_worlds(contract, [answer.ask for answer in answers])
    if any(_explains_all(contract, answers, world) for world in worlds):
        return
    left = [(world, _unexplained(contract, answers, world)) for world in worlds]
    world, odd = min(left, key=lambda found: len(found[1]))
    knob = min(_open(contract, world), default=min(world))
    yield Violation(
        message="No reading of the contract explains all answers together.",
        expected="one option of each open question explains every answer: "
        + ", ".join(f"{name}={option}" for name, option in sorted(world.items())),
        observed=f"{len(odd)} of {len(answers)} answers do not fit: "
        + "; ".join(_said(answer) for answer in odd[:_SHOWN]),
        location=Location(
            file=label(contract, "knobs.json"),
            pointer=f"#/knobs/{knob}",
            line=row_line(contract, "knobs.json", "id", knob),
        ),
        provenance=_weight(contract, world),
    )


def _explains_all(
    contract: Registry, answers: Sequence[GateAnswer], world: World
) -> bool:
    return all(explains(contract, a.ask, a.status, world) for a in answers)


def _unexplained(
    contract: Registry, answers: Sequence[GateAnswer], world: World
) -> list[GateAnswer]:
    return [a for a in answers if not explains(contract, a.ask, a.status, world)]


def _open(contract: Registry, world: World) -> set[str]:
    return {name for name in world if len(contract.knob(name).options) > 1}


def _said(answer: GateAnswer) -> str:
    return f"{answer.ask.endpoint} answered {answer.status} to {answer.ask.need}"


def _weight(contract: Registry, world: World) -> Provenance:
    """Contradictory statuses are a flaw of form; contradictory gates are a hole."""
    return "observed" if _open(contract, world) <= _STATUS_KNOBS else "documented"
