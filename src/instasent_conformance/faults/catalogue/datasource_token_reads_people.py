"""The token of a datasource looks people up by their email."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Refusal, Service, Settings
from ...emulator.authz import authorize
from ...emulator.records import Token
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[int]:
    """Use a datasource's own token on two reads of people."""
    source = server.datasource()
    return [
        server.ask("audience.by-email", source.token, "a@a.example").status,
        server.ask("audience.scroll", source.token, body={}).status,
    ]


@fault(family="scope", law="scope-gating", requirement="G-DSTOKEN-02", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Let a synchronisation check whether a person exists already."""

    def admit(service: Service, token: Token, endpoint: str) -> Refusal | None:
        if token.kind == "datasource" and endpoint == "audience.by-email":
            return None
        return authorize(service, token, endpoint)

    return emulator_with(contract, settings, authorize=admit)
