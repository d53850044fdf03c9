"""A scroll of events holds one of those that happened at the same time."""

from __future__ import annotations

from typing import Any

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import editing


def witness(server: Server) -> int:
    """Push two events with one date, and scroll."""
    source = server.datasource()
    server.push(source, server.person("u1"))
    dated = {"date": "2025-05-05T10:00:00.000Z"}
    server.push_all(source, *(server.event("u1", one, **dated) for one in "ab"))
    body = {"limit": 10}
    answer = server.ask("event.scroll", server.full_token(), body=body)
    return len(answer.body["entities"])


@fault(family="event", law="agreement", requirement="V-EVENT-16", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Key the rows of a page by their date."""

    def collapse(body: Any) -> Any:
        kept = {row["date"]: row for row in body["entities"]}
        return {**body, "entities": list(kept.values())}

    app = create_app(contract, settings=settings)
    return editing(app, contract, settings, {"event.scroll": collapse})
