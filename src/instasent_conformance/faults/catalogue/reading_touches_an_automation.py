"""Reading an automation counts as a change of it."""

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


def witness(server: Server) -> list[str]:
    """Read an automation twice."""
    token = server.full_token()
    ident = server.ask("automation.list", token).body["entities"][0]["id"]
    answers = [server.ask("automation.get", token, ident) for _ in range(2)]
    return [answer.body["entity"]["updatedAt"] for answer in answers]


@fault(
    family="contract",
    law="segments-campaigns-automations",
    requirement="V-READONLY-01",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Save an object after it was loaded."""
    readings: list[str] = []

    def change(body: Any) -> Any:
        readings.append(body["entity"]["id"])
        seconds = len(readings) % 60
        body["entity"]["updatedAt"] = f"2026-11-02T00:00:{seconds:02}.000Z"
        return body

    app = create_app(contract, settings=settings)
    return editing(app, contract, settings, {"automation.get": change})
