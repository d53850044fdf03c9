"""The specs of a stream list native attributes alone."""

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


def witness(server: Server) -> bool:
    """Push a custom attribute, and look for it in the specs of the stream."""
    source = server.datasource()
    server.push(source, server.person("u1") | {"points": 1})
    answer = server.ask("stream.specs-attributes", server.full_token(), source.id)
    return "points" in [row["uid"] for row in answer.body["specs"]]


@fault(family="contract", law="discovery", requirement="V-SPEC-09", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """List what every project has."""

    def change(body: Any) -> Any:
        return body | {"specs": [row for row in body["specs"] if not row["custom"]]}

    app = create_app(contract, settings=settings)
    return editing(app, contract, settings, {"stream.specs-attributes": change})
