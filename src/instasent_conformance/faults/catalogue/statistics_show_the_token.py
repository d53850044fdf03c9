"""The statistics of a datasource show its token."""

from __future__ import annotations

from typing import Any

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import Asked, Forward, Reply, intercepting


def witness(server: Server) -> bool:
    """Look for the token in the statistics."""
    source = server.datasource()
    answer = server.ask("datasource.stats", server.full_token(), source.id)
    return source.token.encode() in answer.content


@fault(
    family="contract",
    law="authentication",
    requirement="V-SOURCE-12",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Write a datasource in one way everywhere."""
    secrets: dict[str, Any] = {}

    async def show(asked: Asked, forward: Forward) -> Reply:
        reply = await forward(asked)
        body = reply.read() if reply.status < 400 else None
        if asked.endpoint == "datasource.create" and body:
            secrets[body["entity"]["id"]] = body["entity"]["token"]
        if asked.endpoint != "datasource.stats" or not body:
            return reply
        source = body["datasource"]
        whole = source | {"token": secrets.get(source["id"])}
        return reply.saying(body | {"datasource": whole})

    app = create_app(contract, settings=settings)
    return intercepting(app, contract, settings, show)
