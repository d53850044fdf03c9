"""A push result says 200, whatever the status of the answer is."""

from __future__ import annotations

from typing import Any

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import editing


def witness(server: Server) -> bool:
    """Push a contact, and compare both statuses."""
    answer = server.push(server.datasource(), server.person("u1"))
    return bool(answer.body["status"] == answer.status)


@fault(family="contract", law="ingest", requirement="V-PUSH-05", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Write the body before the status is known."""

    def say(body: Any) -> Any:
        return {**body, "status": 200}

    app = create_app(contract, settings=settings)
    edits = dict.fromkeys(("stream.push-contacts", "stream.push-events"), say)
    return editing(app, contract, settings, edits)
