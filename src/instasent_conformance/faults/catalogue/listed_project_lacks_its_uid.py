"""The projects listed for a token have no uid."""

from __future__ import annotations

from typing import Any

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import editing


def witness(server: Server) -> bool:
    """Look for the uid of a listed project."""
    answer = server.ask("organization.get", server.token())
    return "uid" in answer.body["entity"]["projects"][0]


@fault(
    family="contract", law="schema-conformance", requirement="V-ORG-02", witness=witness
)
def plant(contract: Registry, settings: Settings) -> App:
    """List what the dashboard lists."""

    def shorten(body: Any) -> Any:
        for project in body["entity"]["projects"]:
            del project["uid"]
        return body

    app = create_app(contract, settings=settings)
    return editing(app, contract, settings, {"organization.get": shorten})
