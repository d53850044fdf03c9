"""For some attributes the first datasource wins, for others the last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.consolidation import consolidate
from ...emulator.records import Candidate
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[object]:
    """Let two datasources disagree about two names."""
    for name in ("one", "two"):
        contact = server.person("u1", first_name=f"F {name}", last_name=f"L {name}")
        server.push(server.datasource(name), contact)
    shown = server.seen()[0]["attributesData"]
    return [shown[server.uid(role)] for role in ("first-name", "last-name")]


@fault(
    family="consolidation",
    law="consolidation",
    requirement="G-MERGE-09",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Read the order of priorities upwards on one path and downwards on another."""
    turned = {contract.attribute(role).uid for role in ("last-name", "country")}

    def turn(
        service: Service, attribute: str, candidates: Sequence[Candidate]
    ) -> object:
        if attribute in turned:
            candidates = [replace(one, priority=-one.priority) for one in candidates]
        return consolidate(service, attribute, candidates)

    return emulator_with(contract, settings, consolidate=turn)
