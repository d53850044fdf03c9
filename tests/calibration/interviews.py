"""Ask an emulator the open questions."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import closing
from dataclasses import replace

from instasent_conformance.calibration import Observation, calibrate
from instasent_conformance.canaries import Canaries
from instasent_conformance.contract import Registry
from instasent_conformance.contract.model import Effect
from instasent_conformance.targets import TargetRequest, open_target
from instasent_conformance.world import World

EVERY_EFFECT: frozenset[Effect] = frozenset(("read", "write", "destroy", "bill"))


def interview(
    contract: Registry,
    knobs: Mapping[str, str],
    only: Collection[str] = (),
    effects: frozenset[Effect] = EVERY_EFFECT,
) -> tuple[Observation, ...]:
    """Return what an emulator with these knobs is seen to do."""
    asked = TargetRequest(effects=EVERY_EFFECT, knobs=knobs)
    with closing(open_target(asked, contract)) as opened:
        target = replace(opened, allowed=effects)
        world = World(contract=contract, target=target, canaries=Canaries(0, "c"))
        return calibrate(world, only)
