"""An index that is to begin at the second row begins at the first."""

from __future__ import annotations

from dataclasses import replace

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import (
    Asked,
    Forward,
    Reply,
    intercepting,
)


def witness(server: Server) -> list[str]:
    """Read one campaign at each of two places."""
    token, found = server.full_token(), []
    for start in (0, 1):
        query = f"_start={start}&_limit=1"
        rows = server.ask("campaign.list", token, query=query).body["entities"]
        found += [row["title"] for row in rows]
    return found


@fault(family="paging", law="paging", requirement="D-INDEX-04", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Take one off where nothing is to be taken off."""

    async def change(asked: Asked, forward: Forward) -> Reply:
        parts = asked.query.split("&")
        for place, part in enumerate(parts):
            name, _, value = part.partition("=")
            if name == "_start" and value.isdecimal():
                parts[place] = f"_start={max(0, int(value) - 1)}"
        return await forward(replace(asked, query="&".join(parts)))

    app = create_app(contract, settings=settings)
    return intercepting(app, contract, settings, change)
