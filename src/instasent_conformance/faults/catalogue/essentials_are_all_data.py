"""A search that is asked for the essentials shows all data."""

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
    """Search for the essentials, and count the attributes."""
    server.push(server.datasource(), server.person("u1", country="PT"))
    body = {_WISH: False}
    answer = server.ask("audience.search", server.full_token(), body=body)
    return len(answer.body["entities"][0]["attributesData"])


@fault(family="filter", law="filters", requirement="D-FILTER-08", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Drop a member that nothing reads."""

    async def drop(asked: Asked, forward: Forward) -> Reply:
        body = asked.read()
        if asked.endpoint != "audience.search" or not isinstance(body, dict):
            return await forward(asked)
        rest = {name: value for name, value in body.items() if name != _WISH}
        return await forward(replace(asked, body=json.dumps(rest).encode()))

    app = create_app(contract, settings=settings)
    return intercepting(app, contract, settings, drop)
