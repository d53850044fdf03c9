"""A push into a datasource that does not exist is acknowledged and dropped."""

from __future__ import annotations

from dataclasses import replace

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import Asked, Forward, Reply, intercepting


def witness(server: Server) -> list[int]:
    """Push into an unknown datasource, and read it."""
    source = replace(server.datasource(), id="unknown", token=server.full_token())
    return [
        server.push(source, server.person("u1")).status,
        server.ask("datasource.get", source.token, source.id).status,
    ]


@fault(family="contract", law="error-shape", requirement="D-INGEST-18", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Queue a batch before its datasource is looked up."""

    async def queue(asked: Asked, forward: Forward) -> Reply:
        reply = await forward(asked)
        if asked.endpoint.startswith("stream.push") and reply.status == 404:
            return replace(reply, status=202).saying({"accepted": []})
        return reply

    app = create_app(contract, settings=settings)
    return intercepting(app, contract, settings, queue)
