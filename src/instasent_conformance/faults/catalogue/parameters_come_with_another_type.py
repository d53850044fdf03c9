"""The parameters of an event type come with the category of the first type."""

from __future__ import annotations

from typing import Any

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import editing


def witness(server: Server) -> list[object]:
    """Read the category of every type beside its parameters."""
    token = server.full_token()
    answers = [
        server.ask("specs.event-parameters", token, kind.uid)
        for kind in server.contract.event_types
    ]
    return [answer.body["metadata"]["event"]["category"] for answer in answers]


@fault(family="contract", law="discovery", requirement="V-SPEC-03", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Look the category up once."""
    first = contract.event_types[0].fields["category"]

    def change(body: Any) -> Any:
        body["metadata"]["event"]["category"] = first
        return body

    app = create_app(contract, settings=settings)
    return editing(app, contract, settings, {"specs.event-parameters": change})
