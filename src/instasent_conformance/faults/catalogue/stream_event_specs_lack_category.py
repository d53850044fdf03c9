"""The event specs of a stream have no category."""

from __future__ import annotations

from typing import Any

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import editing


def witness(server: Server) -> list[bool]:
    """Look for the category in the event specs of a stream and of its project."""
    source, token = server.datasource(), server.full_token()
    stream = server.ask("stream.specs-events", token, source.id).body["specs"]
    project = server.ask("specs.events", token).body["entities"]
    return ["category" in specs[0] for specs in (stream, project)]


@fault(
    family="contract",
    law="schema-conformance",
    requirement="G-DISCOVER-16",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Write the specs of a stream with a serialiser of their own."""

    def shorten(body: Any) -> Any:
        for spec in body["specs"]:
            del spec["category"]
        return body

    app = create_app(contract, settings=settings)
    return editing(app, contract, settings, {"stream.specs-events": shorten})
