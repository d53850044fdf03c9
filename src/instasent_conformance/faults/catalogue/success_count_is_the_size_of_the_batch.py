"""The success count of a push result is the number of items that were pushed."""

from __future__ import annotations

from typing import Any

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import editing


def witness(server: Server) -> int:
    """Push a good and a bad contact, and read how many succeeded."""
    answer = server.push(server.datasource(), server.person("u1"), {})
    return int(answer.body["entitiesSuccess"])


@fault(family="ingest", law="ingest", requirement="V-PUSH-06", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Count before the items are looked at."""

    def count(body: Any) -> Any:
        number = len(body["accepted"]) + len(body["errors"])
        return {**body, "entitiesSuccess": number}

    app = create_app(contract, settings=settings)
    edits = dict.fromkeys(("stream.push-contacts", "stream.push-events"), count)
    return editing(app, contract, settings, edits)
