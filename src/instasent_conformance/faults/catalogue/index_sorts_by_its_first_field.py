"""An index sorts by the first field alone, whatever follows."""

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


def witness(server: Server) -> list[str]:
    """Sort messages that cost the same by their text."""
    token = server.full_token()
    query = "_sort=pricePerSms,text"
    rows = server.ask("sms.list-direct", token, query=query).body["entities"]
    return [row["text"] for row in rows]


@fault(family="filter", law="filters", requirement="D-INDEX-12", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Read one sort field."""

    async def change(asked: Asked, forward: Forward) -> Reply:
        parts = [
            re.split(",|%2C", one, maxsplit=1)[0] if one.startswith("_sort=") else one
            for one in asked.query.split("&")
        ]
        return await forward(replace(asked, query="&".join(parts)))

    app = create_app(contract, settings=settings)
    return intercepting(app, contract, settings, change)
