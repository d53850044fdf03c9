"""The failure count of a push result is nought, whatever failed."""

from __future__ import annotations

from typing import Any

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import editing


def witness(server: Server) -> int:
    """Push a good and a bad contact, and read how many failed."""
    answer = server.push(server.datasource(), server.person("u1"), {})
    return int(answer.body["entitiesFailures"])


@fault(family="ingest", law="ingest", requirement="V-PUSH-07", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Count what failed after it was accepted, as nothing does."""

    def count(body: Any) -> Any:
        return {**body, "entitiesFailures": 0}

    app = create_app(contract, settings=settings)
    edits = dict.fromkeys(("stream.push-contacts", "stream.push-events"), count)
    return editing(app, contract, settings, edits)
