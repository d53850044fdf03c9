"""A push result names the datasource that its project pushed to first."""

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


def witness(server: Server) -> list[bool]:
    """Push into two datasources, and read which each result names."""
    named = []
    for name in ("One", "Two"):
        source = server.datasource(name)
        answer = server.push(source, server.person("u1"))
        named.append(answer.body["datasourceId"] == source.id)
    return named


@fault(family="contract", law="agreement", requirement="V-PUSH-12", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Keep the head of an answer for a whole project."""
    heads: dict[str, dict[str, str]] = {}

    def change(body: Any) -> Any:
        names = ("datasourceId", "datasourceUid")
        head = heads.setdefault(body["projectId"], {name: body[name] for name in names})
        return body | head

    app = create_app(contract, settings=settings)
    return editing(
        app,
        contract,
        settings,
        {"stream.push-contacts": change, "stream.push-events": change},
    )
