"""A refusal carries no rate headers."""

from __future__ import annotations

from dataclasses import replace

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import Asked, Forward, Reply, intercepting


def witness(server: Server) -> list[bool]:
    """Look for the headers on a success and on a refusal."""
    answers = (
        server.ask("project.get", server.token()),
        server.ask("datasource.list", server.token()),
    )
    return ["x-ratelimit-limit" in answer.headers for answer in answers]


@fault(family="limits", law="rate-limits", requirement="D-RATE-01", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Add the headers on the way of success only."""

    async def strip(asked: Asked, forward: Forward) -> Reply:
        reply = await forward(asked)
        if reply.status < 400:
            return reply
        kept = {
            name: value
            for name, value in reply.headers.items()
            if not name.startswith("x-ratelimit")
        }
        return replace(reply, headers=kept)

    app = create_app(contract, settings=settings)
    return intercepting(app, contract, settings, strip)
