"""The parameters of an event type that requires none of them are not found."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import Asked, Forward, Reply, intercepting


def witness(server: Server) -> int:
    """Ask for the parameters of a type that requires none."""
    uid, token = server.event_types()[0], server.full_token()
    return server.ask("specs.event-parameters", token, uid).status


@fault(family="contract", law="discovery", requirement="G-DISCOVER-19", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Take a form without a duty for no form."""

    async def look(asked: Asked, forward: Forward) -> Reply:
        reply = await forward(asked)
        if asked.endpoint != "specs.event-parameters" or reply.status >= 300:
            return reply
        if any(spec["required"] for spec in reply.read()["entities"]):
            return reply
        unknown = Reply(404, reply.headers)
        return unknown.saying({"message": "The event type has no parameters"})

    app = create_app(contract, settings=settings)
    return intercepting(app, contract, settings, look)
