"""A token is recognised whatever the case of its letters."""

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
    """Use a token as it was minted, and in capitals."""
    secret = server.token()
    return [server.ask("project.get", one).status for one in (secret, secret.upper())]


@fault(family="scope", law="authentication", requirement="D-AUTH-03", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Look a secret up in a column whose collation ignores case."""

    def fold(service: Service, header: str | None) -> Token:
        scheme, _, secret = (header or "").partition(" ")
        row = service.store.row(
            "SELECT secret FROM token WHERE live = 1 AND secret = ? COLLATE NOCASE",
            secret.strip(),
        )
        return authenticate(service, f"{scheme} {row[0]}" if row else header)

    return emulator_with(contract, settings, authenticate=fold)
