"""
Whether one reading of the contract explains many answers together.

Each of them may be right under some option of an open question; that they are so under
one and the same option is what this looks for.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..contract import Registry
from ..contract.model import Provenance
from ..contract.places import label, row_line
from ..finding import Location, Violation
from .gate_answers import GateAnswer
from .scope_gate import World, agrees, explains, is_explained, possible_worlds

_SHOWN = 6


def contradiction(contract: Registry, given: Sequence[GateAnswer]) -> Violation | None:
    """Return what is wrong where no world explains all that some world explains."""
    answers = [a for a in given if is_explained(contract, a.ask, a.status)]
    worlds = possible_worlds(contract, [answer.ask for answer in answers])
    left = [(world, _unexplained(contract, answers, world)) for world in worlds]
    world, odd = min(left, key=lambda found: len(found[1]))
    if not odd:
        return None
    knob = min(_open(contract, world), default=min(world))
    return Violation(
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
        provenance=_weight(contract, answers, worlds),
    )


def _unexplained(
    contract: Registry, answers: Sequence[GateAnswer], world: World
) -> list[GateAnswer]:
    return [a for a in answers if not explains(contract, a.ask, a.status, world)]


def _open(contract: Registry, world: World) -> set[str]:
    return {name for name in world if len(contract.knob(name).options) > 1}


def _said(answer: GateAnswer) -> str:
    return f"{answer.ask.endpoint} answered {answer.status} to {answer.ask.need}"


def _weight(
    contract: Registry, answers: Sequence[GateAnswer], worlds: Sequence[World]
) -> Provenance:
    """Contradictory statuses are a flaw of form; contradictory gates are a hole."""
    for world in worlds:
        if all(
            agrees(contract, a.ask, admitted=a.admitted, world=world) for a in answers
        ):
            return "observed"
    return "documented"
