"""The event specs lack the last event type."""

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
    """Count the event types that are listed."""
    answer = server.ask("specs.events", server.full_token())
    return len(answer.body["entities"])


@fault(family="contract", law="discovery", requirement="G-DISCOVER-15", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Take a count for the index of the last."""

    def change(body: Any) -> Any:
        return body | {"entities": body["entities"][:-1]}

    app = create_app(contract, settings=settings)
    return editing(app, contract, settings, {"specs.events": change})
