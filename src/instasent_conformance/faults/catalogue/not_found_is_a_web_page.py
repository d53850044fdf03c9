"""A 404 comes as a web page."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import Asked, Forward, Reply, intercepting


def witness(server: Server) -> str:
    """Read an unknown person."""
    answer = server.ask("audience.get", server.full_token(), "unknown")
    return answer.headers["content-type"]


@fault(family="contract", law="error-shape", requirement="D-ERROR-01", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Leave the page of the web server in place."""

    async def page(asked: Asked, forward: Forward) -> Reply:
        reply = await forward(asked)
        if reply.status == 404:
            return reply.typed("text/html", b"<html><h1>404 Not Found</h1></html>")
        return reply

    app = create_app(contract, settings=settings)
    return intercepting(app, contract, settings, page)
