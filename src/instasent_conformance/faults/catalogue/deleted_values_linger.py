"""A person keeps the values and the reference of a contact that was deleted."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.contacts import contacts_of
from ...emulator.merging import separate
from ...emulator.records import Project
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[object]:
    """Merge two datasources, delete the one that knew the country, and read it."""
    sources, token = (
        [server.datasource(one) for one in ("One", "Two")],
        server.full_token(),
    )
    server.push(sources[0], server.person("u1"))
    server.push(sources[1], server.person("u1", country="PT"))
    server.ask("stream.delete-contact", token, sources[1].id, "u1", query="_sync")
    person = server.seen()[0]
    country = person["attributesData"].get(server.uid("country"))
    return [country, len(person["dsContactIds"])]


@fault(family="merge", law="consolidation", requirement="G-MERGE-16", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Leave the merged view as it is when a contact goes."""

    def keep(service: Service, project: Project, audience: int) -> None:
        if not contacts_of(service, audience):
            separate(service, project, audience)

    return emulator_with(contract, settings, separate=keep)
