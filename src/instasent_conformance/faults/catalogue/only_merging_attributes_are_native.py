"""The specs call every attribute custom that contacts do not merge by."""

from __future__ import annotations

from typing import Any

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import editing


def witness(server: Server) -> list[str]:
    """List the native attributes that are called custom."""
    rows = server.ask("specs.attributes", server.full_token()).body["entities"]
    return [row["uid"] for row in rows if row["custom"] and row["uid"][0] == "_"]


@fault(family="contract", law="discovery", requirement="D-INGEST-26", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Take for native what identifies a contact."""

    def change(body: Any) -> Any:
        for row in body["entities"]:
            row["custom"] = not row["unique"]
        return body

    app = create_app(contract, settings=settings)
    return editing(app, contract, settings, {"specs.attributes": change})
