"""A second source overwrites the contact of the first that has the same user id."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.contacts import store_contact
from ...emulator.reach import datasource_by_id
from ...emulator.records import Datasource, Project
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[int]:
    """Read a user id back from the two sources that pushed it."""
    token, seen = server.reader("stream.get-contact"), []
    sources = [server.datasource(name) for name in ("One", "Two")]
    for source in sources:
        server.push(source, server.person("u1"))
    for source in sources:
        answer = server.ask("stream.get-contact", token, source.id, "u1")
        seen.append(answer.status)
    return seen


@fault(family="ingest", law="isolation", requirement="G-ENTITY-18", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Leave the source out of the key that a contact is kept by."""

    def overwrite(
        service: Service,
        project: Project,
        datasource: Datasource,
        data: dict[str, object],
    ) -> str:
        row = service.store.row(
            """SELECT datasource_id FROM contact
            WHERE project_id = ? AND user_id = ? ORDER BY seq LIMIT 1""",
            *(project.id, data[service.uid("user-id")]),
        )
        first = None if row is None else datasource_by_id(service, row[0])
        return store_contact(service, project, first or datasource, data)

    return emulator_with(contract, settings, store_contact=overwrite)
