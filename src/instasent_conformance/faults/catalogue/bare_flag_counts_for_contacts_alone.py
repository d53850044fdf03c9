"""A flag without a value counts at one endpoint, and is overlooked at another."""

from __future__ import annotations

from dataclasses import replace

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import Asked, Forward, Reply, intercepting


def witness(server: Server) -> object:
    """Try a push of an event with a bare flag."""
    source = server.datasource()
    server.push(source, server.person("u1"))
    body = [server.event("u1", "e1")]
    path = (source.token, source.id)
    answer = server.ask("stream.push-events", *path, body=body, query="_dryRun")
    return answer.body["dryRun"]


@fault(
    family="ingest",
    law="ingest",
    requirement="V-PUSH-02",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Drop parameters that are empty."""

    async def overlook(asked: Asked, forward: Forward) -> Reply:
        if asked.endpoint != "stream.push-events":
            return await forward(asked)
        kept = [
            part
            for part in asked.query.split("&")
            if part not in ("_dryRun", "_dryRun=")
        ]
        return await forward(replace(asked, query="&".join(kept)))

    app = create_app(contract, settings=settings)
    return intercepting(app, contract, settings, overlook)
