"""The options of a campaign are addressed by their number, counted from one."""

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


def witness(server: Server) -> list[int]:
    """Count the messages of each part of a campaign."""
    token = server.full_token()
    ident = server.ask("campaign.list", token).body["entities"][0]["id"]
    answers = [
        server.ask("sms.list-by-campaign", token, ident, place) for place in ("0", "1")
    ]
    return [len(answer.body.get("entities", [])) for answer in answers]


@fault(
    family="contract",
    law="segments-campaigns-automations",
    requirement="V-CAMPAIGN-07",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Count options as people do."""

    async def change(asked: Asked, forward: Forward) -> Reply:
        if asked.endpoint != "sms.list-by-campaign":
            return await forward(asked)
        head, _, place = asked.path.rpartition("/")
        number = int(place) if place.isdecimal() else 0
        moved = f"{head}/{number - 1 if number else 999}"
        return await forward(replace(asked, path=moved))

    app = create_app(contract, settings=settings)
    return intercepting(app, contract, settings, change)
