"""The specs of a project do not say which attributes are unique."""

from __future__ import annotations

from typing import Any

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import editing


def witness(server: Server) -> bool:
    """Look for the flag in the first attribute spec."""
    answer = server.ask("specs.attributes", server.full_token())
    return "unique" in answer.body["entities"][0]


@fault(
    family="contract",
    law="schema-conformance",
    requirement="G-DISCOVER-10",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Write the shorter form of a spec on both routes."""

    def shorten(body: Any) -> Any:
        for spec in body["entities"]:
            del spec["unique"]
        return body

    app = create_app(contract, settings=settings)
    return editing(app, contract, settings, {"specs.attributes": shorten})
