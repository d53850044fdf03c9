"""An event search whose body is not JSON answers 200 with an error inside."""

from __future__ import annotations

from dataclasses import replace

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import Asked, Forward, Reply, intercepting


def witness(server: Server) -> int:
    """Send half a body to the event search."""
    token = server.full_token()
    return server.ask("event.search", token, content=b'{"root":').status


@fault(family="contract", law="error-shape", requirement="D-ERROR-03", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Report every outcome of one route as a success of the transport."""

    async def smile(asked: Asked, forward: Forward) -> Reply:
        reply = await forward(asked)
        if asked.endpoint == "event.search" and reply.status == 400:
            return replace(reply, status=200)
        return reply

    app = create_app(contract, settings=settings)
    return intercepting(app, contract, settings, smile)
