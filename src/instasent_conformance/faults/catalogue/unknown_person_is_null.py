"""An unknown person answers 200 with null."""

from __future__ import annotations

from dataclasses import replace

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import Asked, Forward, Reply, intercepting


def witness(server: Server) -> list[object]:
    """Read an unknown person."""
    answer = server.ask("audience.get", server.full_token(), "unknown")
    return [answer.status, answer.body]


@fault(
    family="contract",
    law="schema-conformance",
    requirement="V-AUDIENCE-01",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Write whatever the look-up returned."""

    async def nothing(asked: Asked, forward: Forward) -> Reply:
        reply = await forward(asked)
        known = asked.facts.get("project.uid")
        if asked.endpoint != "audience.get" or reply.status != 404 or not known:
            return reply
        if "person" not in str(reply.read()):
            return reply
        return replace(reply, status=200).saying({"entity": None})

    app = create_app(contract, settings=settings)
    return intercepting(app, contract, settings, nothing)
