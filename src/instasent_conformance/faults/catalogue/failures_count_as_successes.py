"""The success count of a push result counts the failed items too."""

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
    """Push a good contact and a bad one, and read the count."""
    answer = server.push(server.datasource(), server.person("u1"), {})
    return int(answer.body["entitiesSuccess"])


@fault(family="contract", law="agreement", requirement="V-PUSH-06", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Count what arrived."""

    def change(body: Any) -> Any:
        whole = body["entitiesSuccess"] + body["entitiesFailures"]
        return body | {"entitiesSuccess": whole}

    app = create_app(contract, settings=settings)
    return editing(
        app,
        contract,
        settings,
        {"stream.push-contacts": change, "stream.push-events": change},
    )
