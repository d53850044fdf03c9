"""The messages of a campaign are listed with the beginnings of their texts."""

from __future__ import annotations

from typing import Any

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import editing

_SHOWN = 5


def witness(server: Server) -> bool:
    """Read the first message of a campaign in its list and alone."""
    token = server.full_token()
    ident = server.ask("campaign.list", token).body["entities"][0]["id"]
    listed = server.ask("sms.list-by-campaign", token, ident, "0").body["entities"][0]
    alone = server.ask("sms.get", token, listed["id"]).body["entity"]
    return bool(listed["text"] == alone["text"])


@fault(
    family="message",
    law="segments-campaigns-automations",
    requirement="V-SMS-22",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """List what fits into a column."""

    def cut(body: Any) -> Any:
        for row in body["entities"]:
            row["text"] = f"{row['text'][:_SHOWN]}…"
        return body

    app = create_app(contract, settings=settings)
    return editing(app, contract, settings, {"sms.list-by-campaign": cut})
