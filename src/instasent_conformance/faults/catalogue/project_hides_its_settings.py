"""A project does not show its settings."""

from __future__ import annotations

from typing import Any

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import editing


def witness(server: Server) -> list[str]:
    """Read which members a project has."""
    entity = server.ask("project.get", server.full_token()).body["entity"]
    return sorted(entity)


@fault(
    family="contract",
    law="schema-conformance",
    requirement="V-ORG-10",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Keep settings to those who may change them."""

    def change(body: Any) -> Any:
        kept = {k: v for k, v in body["entity"].items() if not k.endswith("Config")}
        return body | {"entity": kept}

    app = create_app(contract, settings=settings)
    return editing(app, contract, settings, {"project.get": change})
