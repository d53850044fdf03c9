"""Whatever event type is asked for, the parameters are those of the first."""

from __future__ import annotations

from typing import Any

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import (
    editing,
)


def witness(server: Server) -> list[str]:
    """Read the parameters of every event type."""
    token = server.full_token()
    kinds = [kind.uid for kind in server.contract.event_types]
    answers = [server.ask("specs.event-parameters", token, kind) for kind in kinds]
    return [row["parameter"] for answer in answers for row in answer.body["entities"]]


@fault(family="contract", law="discovery", requirement="G-DISCOVER-19", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Join event types with parameters, and lose the condition."""
    first = contract.event_types[0]

    def change(body: Any) -> Any:
        return body | {"entities": [dict(spec) for spec in first.parameters]}

    app = create_app(contract, settings=settings)
    edits = {"specs.event-parameters": change}
    return editing(app, contract, settings, edits)
