"""Of an accepted contact a push result shows the user id alone."""

from __future__ import annotations

from typing import Any

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import editing


def witness(server: Server) -> object:
    """Push a contact with a name, and read it in the outcome."""
    contact = server.person("u1", first_name="Ann")
    answer = server.push(server.datasource(), contact)
    return answer.body["accepted"][0]["item"]


@fault(family="ingest", law="ingest", requirement="V-PUSH-10", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Give the key of an item back for the item."""
    identity = contract.attribute("user-id").uid

    def shorten(body: Any) -> Any:
        for outcome in body["accepted"]:
            outcome["item"] = {identity: outcome["item"][identity]}
        return body

    app = create_app(contract, settings=settings)
    return editing(app, contract, settings, {"stream.push-contacts": shorten})
