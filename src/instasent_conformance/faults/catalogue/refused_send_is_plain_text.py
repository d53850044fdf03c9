"""A refusal to send a message is plain text."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import Asked, Forward, Reply, intercepting


def witness(server: Server) -> list[object]:
    """Send a message without the scope."""
    place = ("default", "+34600000001")
    answer = server.ask("sms.send", server.token(), *place, body={"text": "Hi"})
    return [answer.headers["content-type"], answer.content]


@fault(family="contract", law="error-shape", requirement="D-ERROR-01", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Answer for one resource with the error page of another framework."""

    async def plain(asked: Asked, forward: Forward) -> Reply:
        reply = await forward(asked)
        if asked.endpoint.startswith("sms.send") and reply.status >= 400:
            return reply.typed("text/plain", str(reply.read()["message"]).encode())
        return reply

    app = create_app(contract, settings=settings)
    return intercepting(app, contract, settings, plain)
