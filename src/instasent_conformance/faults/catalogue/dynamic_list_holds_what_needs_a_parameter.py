"""The list of dynamic segments holds those that need a parameter."""

from __future__ import annotations

from dataclasses import replace

from ...contract import Registry
from ...emulator import Settings, create_app
from ...emulator.segments import DYNAMIC
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import (
    Asked,
    Forward,
    Reply,
    intercepting,
)


def witness(server: Server) -> int:
    """Count the dynamic segments of a project."""
    answer = server.ask("segment.list-dynamic", server.full_token())
    return len(answer.body["entities"])


@fault(
    family="contract",
    law="segments-campaigns-automations",
    requirement="V-SEGMENT-03",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """List every dynamic segment, whatever it takes."""

    async def widen(asked: Asked, forward: Forward) -> Reply:
        if asked.endpoint != "segment.list-dynamic":
            return await forward(asked)
        reply = await forward(replace(asked, path=asked.path.rpartition("/")[0]))
        if reply.status >= 400:
            return reply
        rows = [one for one in reply.read()["entities"] if one["type"] == DYNAMIC]
        return reply.saying({"entities": rows})

    app = create_app(contract, settings=settings)
    return intercepting(app, contract, settings, widen)
