"""The spec of a custom attribute has no data type."""

from __future__ import annotations

from typing import Any

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import editing


def witness(server: Server) -> list[object]:
    """Push a custom attribute and read its spec."""
    server.push(server.datasource(), {**server.person("u1"), "note": "text"})
    answer = server.ask("specs.attributes", server.full_token())
    custom = [spec for spec in answer.body["entities"] if spec["custom"]]
    return [spec.get("dataType") for spec in custom]


@fault(
    family="contract",
    law="schema-conformance",
    requirement="G-DISCOVER-09",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Know the types of native attributes only."""

    def forget(body: Any) -> Any:
        for spec in body["entities"]:
            if spec["custom"]:
                spec["dataType"] = None
        return body

    app = create_app(contract, settings=settings)
    return editing(app, contract, settings, {"specs.attributes": forget})
