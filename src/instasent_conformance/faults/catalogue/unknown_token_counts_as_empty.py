"""A token that nobody minted counts as a live one without scopes."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Refusal, Service, Settings
from ...emulator.authn import authenticate
from ...emulator.records import Token
from ...transport import App
from ..planting import emulator_with, ghost
from ..registry import fault
from ..witness import Server
from ..wrapping import noticing


def witness(server: Server) -> list[int]:
    """Use an invented token on an open route and on a gated one."""
    return [
        server.ask(endpoint, "ist_0123456789abcdef").status
        for endpoint in ("project.get", "datasource.list")
    ]


@fault(family="scope", law="scope-gating", requirement="D-AUTH-03", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Put a ghost in the place of a token that is not found."""

    def welcome(service: Service, header: str | None) -> Token:
        try:
            return authenticate(service, header)
        except Refusal:
            stranger = ghost(service) if (header or "").strip() else None
            if stranger is None:
                raise
            return stranger

    app = emulator_with(contract, settings, authenticate=welcome)
    return noticing(app, contract, settings)
