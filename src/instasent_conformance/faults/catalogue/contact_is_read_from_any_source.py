"""A datasource that lacks a contact shows the one of another datasource."""

from __future__ import annotations

from dataclasses import replace

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import Asked, Forward, Reply, intercepting


def witness(server: Server) -> int:
    """Push a contact into one datasource, and read it from another."""
    own, other = server.datasource("Own"), server.datasource("Other")
    server.push(own, server.person("u1"))
    token = server.full_token()
    return server.ask("stream.get-contact", token, other.id, "u1").status


@fault(family="tenant", law="isolation", requirement="G-ENTITY-18", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Look a contact up by its user id, wherever it was pushed last."""
    identity = contract.attribute("user-id").uid
    holders: dict[object, str] = {}

    async def look(asked: Asked, forward: Forward) -> Reply:
        reply, source = await forward(asked), asked.facts.get("datasource.id", "")
        if asked.endpoint == "stream.push-contacts" and reply.status < 300:
            holders.update((item.get(identity), source) for item in asked.read())
        holder = holders.get(asked.facts.get("contact.user-id"))
        if asked.endpoint != "stream.get-contact" or reply.status != 404 or not holder:
            return reply
        path = asked.path.replace(f"/{source}/", f"/{holder}/")
        return await forward(replace(asked, path=path))

    app = create_app(contract, settings=settings)
    return intercepting(app, contract, settings, look)
