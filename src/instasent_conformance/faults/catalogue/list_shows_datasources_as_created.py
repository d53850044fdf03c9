"""The list of datasources shows none of their counters."""

from __future__ import annotations

from typing import Any

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import (
    editing,
)


def witness(server: Server) -> object:
    """Push a contact, and read a counter in the list."""
    server.push(server.datasource(), server.person("u1"))
    rows = server.ask("datasource.list", server.full_token()).body["entities"]
    return rows[0]["receivedContacts"]


@fault(family="contract", law="agreement", requirement="V-SOURCE-05", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """List what was written at creation."""

    def change(body: Any) -> Any:
        for row in body["entities"]:
            row |= {name: None for name in row if name.startswith(("received", "last"))}
        return body

    app = create_app(contract, settings=settings)
    return editing(app, contract, settings, {"datasource.list": change})
