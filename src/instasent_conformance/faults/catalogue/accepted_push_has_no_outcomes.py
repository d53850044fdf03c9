"""An accepted push answers 202 without an outcome for any item."""

from __future__ import annotations

from typing import Any

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import editing


def witness(server: Server) -> list[str]:
    """Push a contact and list what the answer holds."""
    return sorted(server.push(server.datasource(), server.person("u1")).body)


@fault(
    family="contract",
    law="schema-conformance",
    requirement="D-INGEST-10",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Acknowledge a batch without looking at it."""

    def acknowledge(body: Any) -> Any:
        return {"status": body["status"], "success": True}

    pushes = ("stream.push-contacts", "stream.push-events")
    app = create_app(contract, settings=settings)
    return editing(app, contract, settings, dict.fromkeys(pushes, acknowledge))
