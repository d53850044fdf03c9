"""The event types of a project are listed to a caller without a token."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.authn import authenticate
from ...emulator.records import Token
from ...transport import App
from ..planting import emulator_with, ghost
from ..registry import fault
from ..witness import Server
from ..wrapping import noticing, present_endpoint


def witness(server: Server) -> list[int]:
    """Ask for specs without a token."""
    return [
        server.ask(endpoint, None).status
        for endpoint in ("specs.events", "specs.attributes")
    ]


@fault(family="scope", law="scope-gating", requirement="G-INTRO-18", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Leave one route outside the reach of authentication."""

    def overlook(service: Service, header: str | None) -> Token:
        if header is None and present_endpoint() == "specs.events":
            stranger = ghost(service)
            if stranger is not None:
                return stranger
        return authenticate(service, header)

    app = emulator_with(contract, settings, authenticate=overlook)
    return noticing(app, contract, settings)
