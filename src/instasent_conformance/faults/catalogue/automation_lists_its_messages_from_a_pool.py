"""The messages of an automation are listed as if a shared number had sent them."""

from __future__ import annotations

from typing import Any

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import editing


def witness(server: Server) -> bool:
    """Read the sender of the first message of an automation in its list and alone."""
    token = server.full_token()
    ident = server.ask("automation.list", token).body["entities"][0]["id"]
    answer = server.ask("sms.list-by-automation", token, ident, "0")
    listed = answer.body["entities"][0]
    alone = server.ask("sms.get", token, listed["id"]).body["entity"]
    return bool(listed["from"] == alone["from"])


@fault(
    family="message",
    law="segments-campaigns-automations",
    requirement="V-SMS-23",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """List the route in place of the sender."""

    def pool(body: Any) -> Any:
        for row in body["entities"]:
            row["from"] = "shared"
        return body

    app = create_app(contract, settings=settings)
    return editing(app, contract, settings, {"sms.list-by-automation": pool})
