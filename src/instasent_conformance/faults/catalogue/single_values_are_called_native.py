"""The specs call a custom attribute native that holds a single value."""

from __future__ import annotations

from typing import Any

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import editing


def witness(server: Server) -> list[bool]:
    """Push a custom number, and look whether it is called custom."""
    server.push(server.datasource(), server.person("u1") | {"points": 1})
    rows = server.ask("specs.attributes", server.full_token()).body["entities"]
    return [row["custom"] for row in rows if row["uid"] == "points"]


@fault(family="contract", law="discovery", requirement="D-INGEST-27", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Take for custom what has a table of its own."""

    def change(body: Any) -> Any:
        for row in body["entities"]:
            row["custom"] = row["custom"] and row["multivalue"] > 1
        return body

    app = create_app(contract, settings=settings)
    return editing(app, contract, settings, {"specs.attributes": change})
