"""Ask a target every open question that can be asked safely."""

from __future__ import annotations

from collections.abc import Collection

from ..cases import MissingFact
from ..client import NotAllowed
from ..target import TokenUnavailable
from ..world import World
from . import actions, contacts, doors, pushes, questions, readings, searches
from .asking import PROBES, Asking
from .model import Observation

_PROBING = (
    actions,
    contacts,
    doors,
    pushes,
    questions,
    readings,
    searches,
)
"""Modules that register probes when they are loaded."""


def calibrate(world: World, only: Collection[str] = ()) -> tuple[Observation, ...]:
    """
    Return what a target was seen to do about every open question, in their order.

    Args:
        world: what a run may make for itself there; its contract has nothing pinned.
        only: the questions to ask; all of them without.
    """
    return tuple(
        _observed(world, knob)
        for knob in world.contract.knobs
        if not only or knob in only
    )


def _observed(world: World, knob: str) -> Observation:
    row = world.contract.knob(knob)
    if knob not in PROBES:
        return Observation(knob, row.question, row.assumed, None, row.unasked or "")
    effect, ask = PROBES[knob]
    asking = Asking(world)
    option, why = None, ""
    if effect not in world.target.allowed:
        why = f"{effect} is not allowed"
    else:
        try:
            option = ask(asking)
            why = "" if option else "the answers agree with no option"
        except (MissingFact, TokenUnavailable, NotAllowed) as missing:
            why = str(missing)
    if option is not None and option not in {one.option for one in row.options}:
        option, why = None, f"the answers say {option}, which is no option"
    exchanges = tuple(asking.exchanges)
    return Observation(knob, row.question, row.assumed, option, why, exchanges)
