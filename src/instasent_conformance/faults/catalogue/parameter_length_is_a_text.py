"""The maximum length of an event parameter is a text of digits."""

from __future__ import annotations

from typing import Any

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import editing


def witness(server: Server) -> list[str]:
    """Collect the types of the maximum lengths of one event type."""
    kind = next(kind for kind in server.contract.event_types if kind.parameters)
    answer = server.ask("specs.event-parameters", server.full_token(), kind.uid)
    return [type(spec["maxLength"]).__name__ for spec in answer.body["entities"]]


@fault(
    family="contract",
    law="schema-conformance",
    requirement="G-DISCOVER-23",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Read a number from a store of texts."""

    def spell(body: Any) -> Any:
        for spec in body["entities"]:
            spec["maxLength"] = str(spec["maxLength"] or 255)
        return body

    app = create_app(contract, settings=settings)
    return editing(app, contract, settings, {"specs.event-parameters": spell})
