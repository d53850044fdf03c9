"""The list of campaigns holds all of them, whatever status is asked for."""

from __future__ import annotations

from dataclasses import replace

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import (
    Asked,
    Forward,
    Reply,
    intercepting,
)


def witness(server: Server) -> int:
    """Ask for the campaigns of one status."""
    answer = server.ask("campaign.list", server.full_token(), query="status_eq=sent")
    return len(answer.body["entities"])


@fault(
    family="contract",
    law="segments-campaigns-automations",
    requirement="V-CAMPAIGN-02",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Know no column of that name, and go on."""

    async def change(asked: Asked, forward: Forward) -> Reply:
        if asked.endpoint != "campaign.list":
            return await forward(asked)
        kept = [one for one in asked.query.split("&") if not one.startswith("status_")]
        return await forward(replace(asked, query="&".join(kept)))

    app = create_app(contract, settings=settings)
    return intercepting(app, contract, settings, change)
