"""A timeline holds the five newest events of each type, and no other."""

from __future__ import annotations

from typing import Any

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import editing


def witness(server: Server) -> int:
    """Push six events of one contact, and count the timeline."""
    source = server.datasource()
    server.push(source, server.person("u1"))
    server.push_events(source, "u1", *(f"e{n}" for n in range(6)))
    token = server.full_token()
    answer = server.ask("audience.events", token, server.seen()[0]["id"])
    return sum(len(group) for group in answer.body["entities"].values())


@fault(
    family="event",
    law="timeline",
    requirement="G-MERGE-11",
    witness=witness,
    permitted="no source says how many of the newest events are listed",
)
def plant(contract: Registry, settings: Settings) -> App:
    """Cut the groups as the dashboard shows them."""

    def cut(body: Any) -> Any:
        groups = body["entities"]
        return body | {"entities": {kind: groups[kind][:5] for kind in groups}}

    app = create_app(contract, settings=settings)
    return editing(app, contract, settings, {"audience.events": cut})
