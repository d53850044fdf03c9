"""Pairs of logic faults, to see whether one hides the other."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import partial

from ..contract import Registry
from ..emulator import Settings
from ..transport import App
from .layers import Layers, watching
from .planted import Planted
from .planting import emulator_with
from .registry import Fault, all_faults
from .wrapping import intercepting

COUNT = 50
_SEED = 0
_SETTINGS = Settings(world="empty")


def pairs(contract: Registry) -> Iterator[Planted]:
    """
    Yield as many random pairs as are published, always the same ones.

    Two faults that replace the same collaborator cannot be told apart, and a fault that
    builds its emulator in a way of its own cannot be joined to another.
    What the sources permit is left out.
    """
    draw = random.Random(_SEED)
    made = {
        fault.id: layers
        for fault in all_faults().values()
        if not fault.permitted
        and (layers := _layers(fault, contract, _SETTINGS)) is not None
    }
    names, found = sorted(made), set[tuple[str, str]]()
    for _ in range(COUNT * COUNT):
        if len(found) == COUNT or len(names) < 2:
            return
        one, other = sorted(draw.sample(names, 2))
        clash = made[one].parts.keys() & made[other].parts.keys()
        if clash or (one, other) in found:
            continue
        found.add((one, other))
        yield _pair(all_faults()[one], all_faults()[other])


def _pair(one: Fault, other: Fault) -> Planted:
    return Planted(
        id=f"pairs/{one.id}+{other.id}",
        source="pairs",
        family=one.family,
        law=one.law,
        breaks=f"{one.requirement}, {other.requirement}",
        sentence=f"{one.sentence} {other.sentence}",
        plant=partial(_plant, one=one, other=other),
    )


def _plant(contract: Registry, settings: Settings, *, one: Fault, other: Fault) -> App:
    found = [_layers(fault, contract, settings) for fault in (one, other)]
    layers = [each for each in found if each is not None]
    parts = {name: part for each in layers for name, part in each.parts.items()}
    app = emulator_with(contract, settings, **parts)
    for each in layers:
        for interception in each.interceptions:
            app = intercepting(app, contract, settings, interception)
    return app


def _layers(fault: Fault, contract: Registry, settings: Settings) -> Layers | None:
    """Return what a fault is made of; None where that cannot be seen."""
    with watching(contract) as layers:
        app = fault.plant(contract, settings)
    return layers if layers.alike and layers.top is app else None
