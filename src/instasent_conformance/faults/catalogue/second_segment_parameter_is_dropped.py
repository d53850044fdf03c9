"""Of several values for a segment only the first one counts."""

from __future__ import annotations

import re
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
    """Scroll a segment by days and country, of whom nobody has that country."""
    server.push(server.datasource(), server.person("u1", country="ES"))
    token = server.full_token()
    uid = server.ask("segment.list", token).body["entities"][1]["uid"]
    answer = server.ask("segment.scroll", token, uid, body={}, query="parameter=9|FR")
    return len(answer.body["entities"])


@fault(
    family="contract",
    law="segments-campaigns-automations",
    requirement="V-SEGMENT-09",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Cut a parameter at its first pipe."""

    async def change(asked: Asked, forward: Forward) -> Reply:
        cut = re.sub(r"(^|&)(parameter=[^&|%]*)(\||%7[Cc])[^&]*", r"\1\2", asked.query)
        return await forward(replace(asked, query=cut))

    app = create_app(contract, settings=settings)
    return intercepting(app, contract, settings, change)
