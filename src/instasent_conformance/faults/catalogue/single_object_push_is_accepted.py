"""A push of one object is accepted as if it were a list of one."""

from __future__ import annotations

from dataclasses import replace

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import Asked, Forward, Reply, intercepting


def witness(server: Server) -> int:
    """Push one contact that is no list."""
    source = server.datasource()
    place = (source.token, source.id)
    return server.ask("stream.push-contacts", *place, body=server.person("u1")).status


@fault(family="ingest", law="error-shape", requirement="D-INGEST-02", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Wrap what is not a list into one."""

    async def wrap(asked: Asked, forward: Forward) -> Reply:
        if asked.endpoint == "stream.push-contacts" and isinstance(asked.read(), dict):
            asked = replace(asked, body=b"[" + asked.body + b"]")
        return await forward(asked)

    app = create_app(contract, settings=settings)
    return intercepting(app, contract, settings, wrap)
