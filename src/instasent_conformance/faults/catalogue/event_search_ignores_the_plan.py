"""The event search opens on a plan that does not include the events scope."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Refusal, Service, Settings
from ...emulator.authn import scopes_of
from ...emulator.authz import authorize
from ...emulator.records import Token
from ...transport import App
from ..planting import emulator_with, needed_scopes
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> int:
    """Search events with every scope on the lowest plan."""
    token = server.full_token("foreign")
    return server.ask("event.search", token, body={}, project="foreign").status


@fault(family="scope", law="scope-gating", requirement="G-SCOPE-22", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Look at the token alone, and never at the subscription."""
    wanted = needed_scopes(contract, "event.search")

    def overlook(service: Service, token: Token, endpoint: str) -> Refusal | None:
        if endpoint == "event.search" and wanted <= {*scopes_of(service, token)}:
            return None
        return authorize(service, token, endpoint)

    return emulator_with(contract, settings, authorize=overlook)
