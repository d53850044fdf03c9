"""A token that asks for scopes has them from then on."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Refusal, Service, Settings
from ...emulator.authz import authorize
from ...emulator.records import Token
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server
from ..wrapping import noticing, present


def witness(server: Server) -> list[int]:
    """Ask for a list before, with and after a demand for scopes."""
    token = server.token()
    asked = ("", "scopes=all", "")
    return [server.ask("datasource.list", token, query=one).status for one in asked]


@fault(
    family="scope",
    law="authentication",
    requirement="D-AUTH-13",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Widen a token while it is in use."""
    granted: set[str] = set()

    def demand(service: Service, token: Token, endpoint: str) -> Refusal | None:
        asked = present()
        if asked is not None and "scopes=" in asked.query:
            granted.add(token.id)
        return None if token.id in granted else authorize(service, token, endpoint)

    app = emulator_with(contract, settings, authorize=demand)
    return noticing(app, contract, settings)
