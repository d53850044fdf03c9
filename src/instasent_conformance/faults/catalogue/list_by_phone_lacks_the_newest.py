"""A list of messages by phone lacks the newest."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import Asked, Forward, Reply, intercepting


def witness(server: Server) -> int:
    """Send to a phone, and list the messages to it."""
    token, body = server.full_token(), {"text": "Hi"}
    phone = "+34600000001"
    server.push(server.datasource(), server.person("u1", phone=phone))
    server.ask("sms.send", token, "default", phone, body=body)
    answer = server.ask("sms.list-by-contact", token, phone)
    return len(answer.body["entities"])


@fault(
    family="message",
    law="agreement",
    requirement="V-SMS-20",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Read phones from an index that is late."""

    async def cut(asked: Asked, forward: Forward) -> Reply:
        reply = await forward(asked)
        named = asked.facts.get("audience.id", "")
        by_phone = asked.endpoint == "sms.list-by-contact" and named.startswith("+")
        if not by_phone or reply.status >= 400:
            return reply
        body = reply.read()
        return reply.saying(body | {"entities": body["entities"][:-1]})

    app = create_app(contract, settings=settings)
    return intercepting(app, contract, settings, cut)
