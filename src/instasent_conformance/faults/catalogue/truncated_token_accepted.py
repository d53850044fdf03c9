"""A token is recognised by its first sixteen characters."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.authn import authenticate
from ...emulator.records import Token
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[int]:
    """Use a token whole, and without its end."""
    secret = server.token()
    return [
        server.ask("project.get", text).status
        for text in (secret, secret[:-4] + "0000")
    ]


@fault(family="scope", law="scope-gating", requirement="D-AUTH-02", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Compare only as much of a secret as the index holds."""

    def shorten(service: Service, header: str | None) -> Token:
        secret = (header or "").partition(" ")[2].strip()
        row = service.store.row(
            "SELECT secret FROM token WHERE live = 1 AND substr(secret, 1, 16) = ?",
            secret[:16],
        )
        return authenticate(service, f"Bearer {row[0]}" if row else header)

    return emulator_with(contract, settings, authenticate=shorten)
