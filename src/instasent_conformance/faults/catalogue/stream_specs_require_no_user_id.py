"""The specs of a stream say that no attribute is required."""

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


def witness(server: Server) -> int:
    """Count the attributes that a stream requires."""
    source = server.datasource()
    answer = server.ask("stream.specs-attributes", server.full_token(), source.id)
    return sum(row["requiredInWebhook"] for row in answer.body["specs"])


@fault(family="contract", law="discovery", requirement="V-SPEC-05", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Write the default of a column."""

    def change(body: Any) -> Any:
        rows = [row | {"requiredInWebhook": False} for row in body["specs"]]
        return body | {"specs": rows}

    app = create_app(contract, settings=settings)
    return editing(app, contract, settings, {"stream.specs-attributes": change})
