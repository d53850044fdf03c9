"""A token is accepted as the user or the password of the Basic scheme."""

from __future__ import annotations

from base64 import b64decode, b64encode

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


def witness(server: Server) -> int:
    """Send a token as the user of the Basic scheme."""
    coded = b64encode(f"{server.token()}:".encode()).decode()
    return server.ask("project.get", None, authorization=f"Basic {coded}").status


@fault(family="scope", law="authentication", requirement="D-AUTH-12", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Let a library read the header, which knows more than one scheme."""

    def read(service: Service, header: str | None) -> Token:
        scheme, _, coded = (header or "").partition(" ")
        if scheme.lower() != "basic":
            return authenticate(service, header)
        try:
            pair = b64decode(coded).decode()
        except ValueError:
            return authenticate(service, header)
        secret = pair.strip(":").rpartition(":")[2]
        return authenticate(service, f"Bearer {secret}")

    return emulator_with(contract, settings, authenticate=read)
