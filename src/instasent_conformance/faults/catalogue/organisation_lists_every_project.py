"""A token minted for one project is told of every project of the organisation."""

from __future__ import annotations

from dataclasses import replace

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.authn import authenticate
from ...emulator.records import Token
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server
from ..wrapping import noticing, present_endpoint


def witness(server: Server) -> int:
    """Count the projects that a token for one is told of."""
    answer = server.ask("organization.get", server.token())
    return len(answer.body["entity"]["projects"])


@fault(family="tenant", law="isolation", requirement="V-ORG-06", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """List the projects of the organisation where those of the token are meant."""

    def widen(service: Service, header: str | None) -> Token:
        token = authenticate(service, header)
        if present_endpoint() == "organization.get":
            return replace(token, project_id=None)
        return token

    app = emulator_with(contract, settings, authenticate=widen)
    return noticing(app, contract, settings)
