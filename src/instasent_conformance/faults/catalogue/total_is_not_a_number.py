"""The statistics of an empty datasource hold a number that JSON does not have."""

from __future__ import annotations

from typing import Any

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import editing


def witness(server: Server) -> bool:
    """Look for the foreign word in the statistics of an empty datasource."""
    source, token = server.datasource(), server.full_token()
    return b"NaN" in server.ask("datasource.stats", token, source.id).content


@fault(
    family="contract",
    law="schema-conformance",
    requirement="D-LOOKUP-02",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Divide by the number of contacts."""

    def divide(body: Any) -> Any:
        if body["contacts"]["total"] == 0:
            body["contacts"]["errored"] = float("nan")
        return body

    app = create_app(contract, settings=settings)
    return editing(app, contract, settings, {"datasource.stats": divide})
