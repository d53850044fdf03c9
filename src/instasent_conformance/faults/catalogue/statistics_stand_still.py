"""The statistics of a datasource count what was there when they were first read."""

from __future__ import annotations

from typing import Any

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import editing


def witness(server: Server) -> list[int]:
    """Read the total of a datasource after each push."""
    source, token = server.datasource(), server.full_token()
    found = []
    for name in ("u1", "u2"):
        server.push(source, server.person(name))
        answer = server.ask("datasource.stats", token, source.id)
        found.append(answer.body["contacts"]["total"])
    return found


@fault(
    family="contract",
    law="agreement",
    requirement="V-SOURCE-06",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Remember a count for ever."""
    known: dict[str, Any] = {}

    def keep(body: Any) -> Any:
        ident = body["datasource"]["id"]
        return body | {"contacts": known.setdefault(ident, body["contacts"])}

    app = create_app(contract, settings=settings)
    return editing(app, contract, settings, {"datasource.stats": keep})
