"""A phone lookup takes the plus sign of a number for a space."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.normalising import normalise
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server
from ..wrapping import (
    noticing,
    present_endpoint,
)


def witness(server: Server) -> int:
    """Look a number up in its international form."""
    phone = "+34600000001"
    server.push(server.datasource(), server.person("u1", phone=phone))
    answer = server.ask("audience.by-phone", server.full_token(), phone)
    return len(answer.body["entities"])


@fault(family="filter", law="filters", requirement="D-LOOKUP-01", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Decode the path as if it were a form."""

    def decode(
        service: Service, role: str, value: object, country: str | None
    ) -> str | None:
        if isinstance(value, str) and present_endpoint() == "audience.by-phone":
            return normalise(service, role, value.replace("+", " "), country)
        return normalise(service, role, value, country)

    app = emulator_with(contract, settings, normalise=decode)
    return noticing(app, contract, settings)
