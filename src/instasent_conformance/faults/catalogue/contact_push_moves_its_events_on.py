"""A push of a known contact dates its events to the moment of the push."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.contacts import (
    store_contact,
)
from ...emulator.records import (
    Datasource,
    Project,
)
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[str]:
    """Read the date of an event after its contact is pushed again."""
    source = server.datasource()
    server.push(source, server.person("u1"))
    date = "2026-10-01T00:00:00Z"
    server.push_all(source, server.event("u1", "e1", date=date))
    server.push(source, server.person("u1", first_name="Ann"))
    body = server.ask("event.search", server.full_token(), body={}).body
    return [event["date"] for event in body["entities"]]


@fault(family="event", law="events", requirement="G-ENTITY-25", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Touch everything that hangs on a row which changes."""

    def touch(
        service: Service,
        project: Project,
        datasource: Datasource,
        data: dict[str, object],
    ) -> str:
        service.store.run(
            "UPDATE event SET date = ? WHERE datasource_id = ? AND user_id = ?",
            *(service.now(), datasource.id, data[service.uid("user-id")]),
        )
        return store_contact(service, project, datasource, data)

    return emulator_with(contract, settings, store_contact=touch)
