"""A token is accepted under whatever scheme, and without one."""

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
    """Send a token under three other schemes, and bare."""
    secret = server.token()
    headers = (f"Token {secret}", f"Basic {secret}", f"ApiKey {secret}", secret)
    return [
        server.ask("project.get", None, authorization=header).status
        for header in headers
    ]


@fault(family="scope", law="authentication", requirement="D-AUTH-12", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Take the last word of the header for the token."""

    def last_word(service: Service, header: str | None) -> Token:
        words = (header or "").split()
        return authenticate(service, f"Bearer {words[-1]}" if words else header)

    return emulator_with(contract, settings, authenticate=last_word)
