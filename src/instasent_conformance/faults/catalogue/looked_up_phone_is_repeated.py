"""A lookup by phone repeats the number, whatever the level."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import (
    Asked,
    Forward,
    Reply,
    intercepting,
)


def witness(server: Server) -> bool:
    """Look a person up by phone at the lowest level, and look for the number."""
    phone = "+34600000001"
    server.push(server.datasource(), server.person("u1", phone=phone))
    token = server.reader("audience.by-phone")
    return phone.encode() in server.ask("audience.by-phone", token, phone).content


@fault(family="redaction", law="redaction", requirement="G-PRIVACY-07", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Add what the caller knows anyway."""
    uid = contract.attribute("phone").uid

    async def repeat(asked: Asked, forward: Forward) -> Reply:
        reply = await forward(asked)
        if asked.endpoint != "audience.by-phone" or reply.status >= 400:
            return reply
        body = reply.read()
        for person in body["entities"]:
            person["attributesData"][uid] = asked.facts["contact.phone"]
        return reply.saying(body)

    app = create_app(contract, settings=settings)
    return intercepting(app, contract, settings, repeat)
