"""A search without all data leaves out the people whose first name is unknown."""

from __future__ import annotations

from typing import Any

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import Asked, Forward, Reply, intercepting


def witness(server: Server) -> int:
    """Search for the essentials of two people, one of whom has no name."""
    people = (server.person("u1", first_name="Ann"), server.person("u2"))
    server.push(server.datasource(), *people)
    body: dict[str, bool] = {"includeAllData": False}
    answer = server.ask("audience.search", server.full_token(), body=body)
    return len(answer.body["entities"])


@fault(family="filter", law="filters", requirement="D-FILTER-08", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Read the essentials from an index of names."""
    name = contract.attribute("full-name").uid

    def named(row: Any) -> bool:
        return name in row.get("attributesData", row)

    async def look(asked: Asked, forward: Forward) -> Reply:
        reply, body = await forward(asked), asked.read()
        wish = body.get("includeAllData") if isinstance(body, dict) else None
        if asked.endpoint != "audience.search" or wish is not False:
            return reply
        if reply.status >= 300:
            return reply
        found = reply.read()
        return reply.saying({**found, "entities": [*filter(named, found["entities"])]})

    app = create_app(contract, settings=settings)
    return intercepting(app, contract, settings, look)
