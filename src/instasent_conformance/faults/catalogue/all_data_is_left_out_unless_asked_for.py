"""A search that does not say how much it wants is answered with the essentials."""

from __future__ import annotations

import json
from dataclasses import replace

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import Asked, Forward, Reply, intercepting

_WISH = "includeAllData"


def witness(server: Server) -> int:
    """Search without a wish, and count the attributes."""
    server.push(server.datasource(), server.person("u1", country="PT"))
    return len(server.seen()[0]["attributesData"])


@fault(family="filter", law="filters", requirement="D-FILTER-07", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Read a flag that is absent as one that is false."""

    async def wish(asked: Asked, forward: Forward) -> Reply:
        body = asked.read()
        if asked.endpoint != "audience.search" or not isinstance(body, dict):
            return await forward(asked)
        content = json.dumps({_WISH: False, **body}).encode()
        return await forward(replace(asked, body=content))

    app = create_app(contract, settings=settings)
    return intercepting(app, contract, settings, wish)
