"""A revoked token opens everything that it opened before."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.authn import authenticate, token_by_id
from ...emulator.records import Token
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[int]:
    """Use a token before and after its revocation."""
    identifier, secret = server.mint()
    before = server.ask("project.get", secret).status
    server.revoke(identifier)
    return [before, server.ask("project.get", secret).status]


@fault(family="scope", law="scope-gating", requirement="D-AUTH-04", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Look secrets up among all tokens there ever were."""

    def remember(service: Service, header: str | None) -> Token:
        secret = (header or "").partition(" ")[2].strip()
        row = service.store.row("SELECT id FROM token WHERE secret = ?", secret)
        token = token_by_id(service, row[0]) if row else None
        return token or authenticate(service, header)

    return emulator_with(contract, settings, authenticate=remember)
