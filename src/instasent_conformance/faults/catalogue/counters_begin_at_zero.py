"""A new datasource has counted nothing instead of not yet counted."""

from __future__ import annotations

from typing import Any

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import editing


def witness(server: Server) -> object:
    """Read a counter of a new datasource."""
    source = server.datasource()
    answer = server.ask("datasource.get", server.full_token(), source.id)
    return answer.body["entity"]["receivedContacts"]


@fault(
    family="contract",
    law="ingest",
    requirement="V-SOURCE-11",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Count from zero."""

    def change(body: Any) -> Any:
        shown = {
            name: 0 if name.startswith("received") and value is None else value
            for name, value in body["entity"].items()
        }
        return body | {"entity": shown}

    app = create_app(contract, settings=settings)
    return editing(app, contract, settings, {"datasource.get": change})
