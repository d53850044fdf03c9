"""The funds of the organisation are a text."""

from __future__ import annotations

from typing import Any

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import editing


def witness(server: Server) -> object:
    """Read the funds."""
    answer = server.ask("organization.get", server.full_token())
    return answer.body["metadata"]["organization"]["account"]["funds"]["value"]


@fault(
    family="contract",
    law="schema-conformance",
    requirement="G-ENTITY-03",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Write money as it is printed."""

    def spell(body: Any) -> Any:
        account = body["metadata"]["organization"].get("account")
        if account is not None:
            account["funds"]["value"] = f"{account['funds']['value']:.2f}"
        return body

    app = create_app(contract, settings=settings)
    return editing(app, contract, settings, {"organization.get": spell})
