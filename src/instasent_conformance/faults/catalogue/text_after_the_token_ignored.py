"""A token followed by further characters is still recognised."""

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
    """Use a token as it is, lengthened, and followed by a word."""
    secret = server.token()
    texts = (secret, f"{secret}x", f"{secret} more")
    return [server.ask("project.get", text).status for text in texts]


@fault(family="scope", law="authentication", requirement="D-AUTH-02", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Compare only as many characters as a secret has."""

    def begin(service: Service, header: str | None) -> Token:
        scheme, _, secret = (header or "").partition(" ")
        row = service.store.row(
            """SELECT secret FROM token
            WHERE live = 1 AND secret = substr(?, 1, length(secret))""",
            secret.strip(),
        )
        return authenticate(service, f"{scheme} {row[0]}" if row else header)

    return emulator_with(contract, settings, authenticate=begin)
