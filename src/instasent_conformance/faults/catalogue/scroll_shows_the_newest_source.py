"""A scroll shows people as the datasource that was the last to feed them."""

from __future__ import annotations

from collections.abc import Mapping

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.contacts import CONTACT_DATA
from ...emulator.projection import disclose
from ...emulator.records import Project
from ...emulator.texts import load
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server
from ..wrapping import noticing, present_endpoint

_OF_CONTACT = f"SELECT {CONTACT_DATA} FROM contact c WHERE c.id = ?"


def witness(server: Server) -> object:
    """Push a person from two datasources, and read the country in a scroll."""
    for country in ("PT", "ES"):
        server.push(server.datasource(country), server.person("u1", country=country))
    answer = server.ask("audience.scroll", server.full_token(), body={})
    return answer.body["entities"][0]["attributesData"][server.uid("country")]


@fault(family="merge", law="agreement", requirement="G-ENTITY-24", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Read the rows of a scroll from the contacts that changed last."""

    def newest(
        service: Service, project: Project, data: Mapping[str, object], level: str
    ) -> dict[str, object]:
        contacts = data.get(service.uid("source-contacts"))
        if present_endpoint() != "audience.scroll" or not isinstance(contacts, list):
            return disclose(service, project, data, level)
        row = service.store.row(_OF_CONTACT, contacts[-1])
        own = load(row[0]) if row else {}
        return disclose(service, project, {**data, **own}, level)

    app = emulator_with(contract, settings, disclose=newest)
    return noticing(app, contract, settings)
