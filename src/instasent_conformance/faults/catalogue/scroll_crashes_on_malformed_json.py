"""The scroll answers 500 to a body that is not JSON."""

from __future__ import annotations

from dataclasses import replace

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import Asked, Forward, Reply, intercepting


def witness(server: Server) -> list[int]:
    """Send half a body to a scroll and to a search."""
    token = server.full_token()
    return [
        server.ask(endpoint, token, content=b'{"root":').status
        for endpoint in ("audience.scroll", "audience.search")
    ]


@fault(
    family="robustness", law="error-shape", requirement="D-ERROR-03", witness=witness
)
def plant(contract: Registry, settings: Settings) -> App:
    """Parse a body outside of what catches errors, on one route."""

    async def crash(asked: Asked, forward: Forward) -> Reply:
        reply = await forward(asked)
        scrolled = asked.endpoint == "audience.scroll"
        if scrolled and reply.status == 400 and asked.read() is None:
            return replace(reply, status=500).saying({"message": "Server error"})
        return reply

    app = create_app(contract, settings=settings)
    return intercepting(app, contract, settings, crash)
