"""Reading a project answers 203."""

from __future__ import annotations

from dataclasses import replace

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import Asked, Forward, Reply, intercepting


def witness(server: Server) -> int:
    """Read a project."""
    return server.ask("project.get", server.token()).status


@fault(
    family="contract",
    law="schema-conformance",
    requirement="D-AUTH-10",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Answer through a cache that says so."""

    async def cached(asked: Asked, forward: Forward) -> Reply:
        reply = await forward(asked)
        if asked.endpoint == "project.get" and reply.status == 200:
            return replace(reply, status=203)
        return reply

    app = create_app(contract, settings=settings)
    return intercepting(app, contract, settings, cached)
