"""Every step of an automation lists the messages of its first step."""

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
    """Count the messages of each part of an automation."""
    token = server.full_token()
    ident = server.ask("automation.list", token).body["entities"][0]["id"]
    answers = [
        server.ask("sms.list-by-automation", token, ident, place)
        for place in ("0", "1")
    ]
    return [len(answer.body.get("entities", [])) for answer in answers]


@fault(
    family="contract",
    law="segments-campaigns-automations",
    requirement="V-AUTOMATION-07",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Find messages by the automation alone."""

    async def change(asked: Asked, forward: Forward) -> Reply:
        if asked.endpoint != "sms.list-by-automation" or not asked.path.endswith("1"):
            return await forward(asked)
        return await forward(replace(asked, path=asked.path.rpartition("/")[0] + "/0"))

    app = create_app(contract, settings=settings)
    return intercepting(app, contract, settings, change)
