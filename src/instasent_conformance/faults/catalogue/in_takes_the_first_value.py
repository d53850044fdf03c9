"""A filter of an index by a list of values looks at the first one."""

from __future__ import annotations

import re
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


def witness(server: Server) -> int:
    """Filter campaigns by the titles of two of them."""
    token = server.full_token()
    rows = server.ask("campaign.list", token).body["entities"]
    titles = ",".join(row["title"] for row in rows).replace(" ", "%20")
    answer = server.ask("campaign.list", token, query=f"title_in={titles}")
    return len(answer.body["entities"])


@fault(family="filter", law="filters", requirement="V-INDEX-02", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Cut a list at its first comma."""

    async def change(asked: Asked, forward: Forward) -> Reply:
        parts = [
            re.split(",|%2C", one, maxsplit=1)[0] if "_in=" in one else one
            for one in asked.query.split("&")
        ]
        return await forward(replace(asked, query="&".join(parts)))

    app = create_app(contract, settings=settings)
    return intercepting(app, contract, settings, change)
