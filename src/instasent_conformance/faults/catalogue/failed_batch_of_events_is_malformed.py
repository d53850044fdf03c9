"""A batch of events that all fail is refused as one that cannot be read."""

from __future__ import annotations

from dataclasses import replace

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import Asked, Forward, Reply, intercepting


def witness(server: Server) -> int:
    """Push an event without a type, and note the status."""
    event = server.event("u1", "e1")
    del event["_event_type"]
    return server.push_all(server.datasource(), event).status


@fault(
    family="contract",
    law="ingest",
    requirement="D-INGEST-13",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Turn the status for what is well formed and wrong into the one for noise."""

    async def confuse(asked: Asked, forward: Forward) -> Reply:
        reply = await forward(asked)
        if asked.endpoint == "stream.push-events" and reply.status == 422:
            return replace(reply, status=400)
        return reply

    app = create_app(contract, settings=settings)
    return intercepting(app, contract, settings, confuse)
