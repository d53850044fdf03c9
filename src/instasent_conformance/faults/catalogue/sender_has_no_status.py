"""A listed sender does not say whether it may be used."""

from __future__ import annotations

from typing import Any

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import editing


def witness(server: Server) -> list[str]:
    """List what a sender has."""
    answer = server.ask("sender.list", server.full_token())
    return sorted(answer.body["entities"][0])


@fault(
    family="contract", law="schema-conformance", requirement="V-SMS-02", witness=witness
)
def plant(contract: Registry, settings: Settings) -> App:
    """Leave a field out where its value is the usual one."""

    def shorten(body: Any) -> Any:
        for sender in body["entities"]:
            if sender["status"] == "active":
                del sender["status"]
        return body

    app = create_app(contract, settings=settings)
    return editing(app, contract, settings, {"sender.list": shorten})
