"""A batch that is refused for its length is stored up to the limit."""

from __future__ import annotations

import json
from dataclasses import replace

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import Asked, Forward, Reply, intercepting


def witness(server: Server) -> list[int]:
    """Push too many contacts and count what the datasource holds."""
    source, full = server.datasource(), server.contract.limit("batch.items")
    status = server.push(
        source, *[server.person(f"u{n}") for n in range(full + 1)]
    ).status
    token = server.reader("datasource.stats")
    stats = server.ask("datasource.stats", token, source.id).body
    return [status, stats["contacts"]["total"]]


@fault(family="ingest", law="error-shape", requirement="D-INGEST-07", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Store while reading, and notice the length at the end."""
    full = contract.limit("batch.items")

    async def eager(asked: Asked, forward: Forward) -> Reply:
        if asked.endpoint in ("stream.push-contacts", "stream.push-events"):
            items = asked.read()
            if isinstance(items, list) and len(items) > full:
                await forward(replace(asked, body=json.dumps(items[:full]).encode()))
        return await forward(asked)

    app = create_app(contract, settings=settings)
    return intercepting(app, contract, settings, eager)
