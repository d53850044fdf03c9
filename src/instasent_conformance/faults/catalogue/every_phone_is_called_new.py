"""Whoever is named by a phone is said to have been made for the message."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import Asked, Forward, Reply, intercepting


def witness(server: Server) -> list[bool]:
    """Send two messages to a phone that nobody had before."""
    token, to = server.full_token(), ("default", "+34600000001")
    body = {"text": "Hi"}
    answers = [server.ask("sms.send", token, *to, body=body) for _ in range(2)]
    return [answer.body["metadata"]["autoCreated"] for answer in answers]


@fault(family="message", law="direct-sms", requirement="V-SMS-07", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Tell how the recipient was named, and not what became of it."""

    async def tell(asked: Asked, forward: Forward) -> Reply:
        reply = await forward(asked)
        recipient = asked.facts.get("audience.id", "")
        if not asked.endpoint.startswith("sms.send") or reply.status >= 300:
            return reply
        body = reply.read()
        body["metadata"]["autoCreated"] = recipient.startswith("+")
        return reply.saying(body)

    app = create_app(contract, settings=settings)
    return intercepting(app, contract, settings, tell)
