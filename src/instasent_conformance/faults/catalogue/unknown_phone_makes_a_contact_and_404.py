"""A phone that nobody has is not found, and gets a contact all the same."""

from __future__ import annotations

from dataclasses import replace

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import Asked, Forward, Reply, intercepting


def witness(server: Server) -> list[int]:
    """Send to a phone that nobody has, and count the people."""
    body = {"text": "Hi"}
    token = server.full_token()
    answer = server.ask("sms.send", token, "default", "+34600000001", body=body)
    return [answer.status, len(server.seen())]


@fault(
    family="message",
    law="direct-sms",
    requirement="V-SMS-35",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Look for a contact that is only about to be there."""

    async def lose(asked: Asked, forward: Forward) -> Reply:
        reply = await forward(asked)
        body = reply.read() if asked.endpoint == "sms.send" else None
        if reply.status >= 400 or not body or not body["metadata"]["autoCreated"]:
            return reply
        return replace(reply, status=404).saying({"message": "Nobody has that phone"})

    app = create_app(contract, settings=settings)
    return intercepting(app, contract, settings, lose)
