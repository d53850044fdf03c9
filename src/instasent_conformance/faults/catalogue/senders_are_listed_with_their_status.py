"""The list of senders shows the status of a sender behind its name."""

from __future__ import annotations

from typing import Any

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import editing


def witness(server: Server) -> bool:
    """Look for anything but letters in the name of the first sender."""
    rows = server.ask("sender.list", server.full_token()).body["entities"]
    return str(rows[0]["from"]).isalnum()


@fault(family="message", law="direct-sms", requirement="D-SMS-05", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """List the label that a menu shows."""

    def label(body: Any) -> Any:
        for row in body["entities"]:
            row["from"] = f"{row['from']} ({row['status']})"
        return body

    app = create_app(contract, settings=settings)
    return editing(app, contract, settings, {"sender.list": label})
