"""The deletion of a person removes the first of its contacts."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.contacts import (
    remove_contact,
)
from ...emulator.reach import (
    datasource_by_id,
)
from ...emulator.records import (
    AudienceContact,
    Project,
)
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> int:
    """Delete a person of two datasources, and count who is left."""
    for name in ("One", "Two"):
        server.push(server.datasource(name), server.person("u1"))
    server.act("audience.delete-contact")
    return len(server.seen())


@fault(family="merge", law="lifecycle", requirement="V-SUBSCRIBE-12", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Delete by a key that is taken for unique."""

    def remove(service: Service, project: Project, person: AudienceContact) -> None:
        row = service.store.row(
            "SELECT datasource_id, user_id FROM contact WHERE audience = ?", person.seq
        )
        datasource = datasource_by_id(service, row[0]) if row else None
        if row is not None and datasource is not None:
            remove_contact(service, project, datasource, row[1])

    return emulator_with(contract, settings, remove_person=remove)
