"""A push of one contact answers 201, and a push of several answers 202."""

from __future__ import annotations

from dataclasses import replace

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import Asked, Forward, Reply, intercepting


def witness(server: Server) -> list[int]:
    """Push one contact, then two."""
    source = server.datasource()
    people = [server.person(user) for user in ("u1", "u2")]
    return [server.push(source, *people[:size]).status for size in (1, 2)]


@fault(
    family="ingest",
    law="schema-conformance",
    requirement="D-INGEST-09",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Take a batch of one by the path that creates a single resource."""

    async def create(asked: Asked, forward: Forward) -> Reply:
        reply = await forward(asked)
        items = asked.read()
        if asked.endpoint != "stream.push-contacts" or reply.status != 202:
            return reply
        if not isinstance(items, list) or len(items) > 1:
            return reply
        body = reply.read()
        return replace(reply, status=201).saying(body | {"status": 201})

    app = create_app(contract, settings=settings)
    return intercepting(app, contract, settings, create)
