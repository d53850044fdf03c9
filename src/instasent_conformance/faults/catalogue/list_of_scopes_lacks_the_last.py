"""The scopes that the organisation endpoint lists lack one that was granted."""

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


def witness(server: Server) -> int:
    """Count the scopes that a token with all of them is told."""
    answer = server.ask("organization.get", server.full_token())
    return len(answer.body["metadata"]["scopes"])


@fault(family="contract", law="agreement", requirement="V-ORG-04", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Stop a loop one early."""

    def change(body: Any) -> Any:
        body["metadata"]["scopes"] = body["metadata"]["scopes"][:-1]
        return body

    app = create_app(contract, settings=settings)
    return editing(app, contract, settings, {"organization.get": change})
