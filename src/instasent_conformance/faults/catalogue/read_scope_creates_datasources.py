"""The scope that reads datasources creates them too."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Refusal, Service, Settings
from ...emulator.authz import authorize
from ...emulator.records import Token
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> int:
    """Create a datasource with the reading scope alone."""
    token = server.reader("datasource.get")
    body = {"name": "Written", "audienceTags": []}
    return server.ask("datasource.create", token, body=body).status


@fault(family="scope", law="scope-gating", requirement="G-SCOPE-07", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Ask the creation for what the reading asks for, or for its own scope."""

    def blur(service: Service, token: Token, endpoint: str) -> Refusal | None:
        refusal = authorize(service, token, endpoint)
        if refusal is not None and endpoint == "datasource.create":
            return authorize(service, token, "datasource.get")
        return refusal

    return emulator_with(contract, settings, authorize=blur)
