"""A token that was used before its revocation stays alive."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.authn import authenticate
from ...emulator.records import (
    Token,
)
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[int]:
    """Revoke a token that was used and one that was not, and use both."""
    (used, first), (unused, second) = server.mint(), server.mint()
    server.ask("project.get", first)
    for identifier in (used, unused):
        server.revoke(identifier)
    return [server.ask("project.get", secret).status for secret in (first, second)]


@fault(family="scope", law="authentication", requirement="D-AUTH-04", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Remember who a header stood for, and never forget it."""
    seen: dict[str, Token] = {}

    def remember(service: Service, header: str | None) -> Token:
        known = seen.get(header or "")
        if known is not None:
            return known
        token = authenticate(service, header)
        seen[header or ""] = token
        return token

    return emulator_with(contract, settings, authenticate=remember)
