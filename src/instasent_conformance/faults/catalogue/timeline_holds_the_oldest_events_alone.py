"""A timeline holds the five oldest events of each type, and none that follows."""

from __future__ import annotations

from typing import Any

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import editing


def witness(server: Server) -> bool:
    """Push six events of one contact, and look for the last one."""
    source = server.datasource()
    server.push(source, server.person("u1"))
    for number in range(6):
        server.push_events(source, "u1", f"e{number}")
    token = server.full_token()
    answer = server.ask("audience.events", token, server.seen()[0]["id"])
    return "e5" in str(answer.body)


@fault(family="event", law="events", requirement="G-ENTITY-26", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Cut the groups at the wrong end."""

    def cut(body: Any) -> Any:
        groups = body["entities"]
        return body | {"entities": {kind: groups[kind][-5:] for kind in groups}}

    app = create_app(contract, settings=settings)
    return editing(app, contract, settings, {"audience.events": cut})
