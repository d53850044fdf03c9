"""Servers that do nothing right, behind the control plane of a healthy emulator."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from instasent_conformance.contract import Registry
from instasent_conformance.emulator import Service, Settings, create_app
from instasent_conformance.emulator.records import Key
from instasent_conformance.faults.planting import emulator_joining
from instasent_conformance.faults.registry import Plant
from instasent_conformance.faults.wrapping import (
    JSON_TYPE,
    Asked,
    Forward,
    Reply,
    intercepting,
)
from instasent_conformance.transport import App

JSON = {"content-type": JSON_TYPE}
REFUSAL = json.dumps({"message": "No"}).encode()


def always(reply: Reply) -> Plant:
    """Return what answers every request of the API alike."""

    def plant(contract: Registry, settings: Settings) -> App:
        async def answer(_asked: Asked, _forward: Forward) -> Reply:
            return reply

        app = create_app(contract, settings=settings)
        return intercepting(app, contract, settings, answer)

    return plant


def echo(contract: Registry, settings: Settings) -> App:
    """Answer every request of the API with 200 and its own body."""

    async def answer(asked: Asked, _forward: Forward) -> Reply:
        return Reply(200, JSON, asked.body)

    app = create_app(contract, settings=settings)
    return intercepting(app, contract, settings, answer)


def merge_nothing(contract: Registry, settings: Settings) -> App:
    """Keep every datasource contact a person of its own."""

    def nobody(_service: Service, _project: str, _keys: Sequence[Key]) -> list[int]:
        return []

    return emulator_joining(contract, settings, nobody)


INDIFFERENT: Mapping[str, Plant] = {
    "always 200": always(Reply(200)),
    "always 403": always(Reply(403, JSON, REFUSAL)),
    "always 404": always(Reply(404, JSON, REFUSAL)),
    "echo": echo,
}
"""Servers that look at nothing: no law may acquit them."""
