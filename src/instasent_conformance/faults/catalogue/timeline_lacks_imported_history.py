"""A timeline leaves out what happened days before it was pushed."""

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
    """Push an event of last year, and count the timeline."""
    source = server.datasource()
    server.push(source, server.person("u1"))
    event = server.event("u1", "e1", date="2025-01-01T00:00:00Z")
    server.push_all(source, event)
    token = server.full_token()
    answer = server.ask("audience.events", token, server.seen()[0]["id"])
    return sum(len(group) for group in answer.body["entities"].values())


@fault(family="event", law="timeline", requirement="G-MERGE-11", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Show what reached the timeline on its day."""

    def fresh(body: Any) -> Any:
        groups = {
            kind: [one for one in group if one["date"][:7] == one["createdAt"][:7]]
            for kind, group in body["entities"].items()
        }
        return body | {"entities": {kind: one for kind, one in groups.items() if one}}

    app = create_app(contract, settings=settings)
    return editing(app, contract, settings, {"audience.events": fresh})
