"""The attribute specs of a project are those of the first request for them."""

from __future__ import annotations

from dataclasses import replace

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import (
    Asked,
    Forward,
    Reply,
    intercepting,
)


def witness(server: Server) -> list[bool]:
    """Look for a custom attribute before and after it comes into being."""
    token, found = server.full_token(), []
    for _ in range(2):
        rows = server.ask("specs.attributes", token).body["entities"]
        found.append("points" in [row["uid"] for row in rows])
        server.push(server.datasource(), server.person("u1") | {"points": 1})
    return found


@fault(family="contract", law="discovery", requirement="G-DISCOVER-06", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Keep an answer for each path, and never drop it."""
    kept: dict[str, Reply] = {}

    async def recall(asked: Asked, forward: Forward) -> Reply:
        reply = await forward(asked)
        if asked.endpoint != "specs.attributes" or reply.status >= 400:
            return reply
        return replace(reply, body=kept.setdefault(asked.path, reply).body)

    app = create_app(contract, settings=settings)
    return intercepting(app, contract, settings, recall)
