"""Of several filters of an index only the last one holds."""

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


def witness(server: Server) -> int:
    """Filter campaigns by two fields that no campaign has together."""
    token = server.full_token()
    rows = server.ask("campaign.list", token).body["entities"]
    query = f"title_eq={rows[0]['title']}&status_eq={rows[1]['status']}"
    answer = server.ask("campaign.list", token, query=query.replace(" ", "%20"))
    return len(answer.body["entities"])


@fault(family="filter", law="filters", requirement="D-INDEX-02", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Keep one filter where a list is to be kept."""

    async def change(asked: Asked, forward: Forward) -> Reply:
        parts = asked.query.split("&")
        tests = [one for one in parts if "_" in one.partition("=")[0].lstrip("_")]
        kept = [one for one in parts if one not in tests[:-1]]
        return await forward(replace(asked, query="&".join(kept)))

    app = create_app(contract, settings=settings)
    return intercepting(app, contract, settings, change)
