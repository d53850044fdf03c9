"""An event that is pushed again for another contact moves there."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.events import store_event
from ...emulator.records import (
    Datasource,
    EventItem,
    Project,
)
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[str]:
    """Push one id for two contacts, and read whose event it is."""
    source = server.datasource()
    server.push(source, server.person("u1"), server.person("u2"))
    for user in ("u1", "u2"):
        server.push_events(source, user, "e1")
    body = server.ask("event.search", server.full_token(), body={}).body
    return [event["userId"] for event in body["entities"]]


@fault(family="event", law="events", requirement="D-EVENT-02", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Update whose an event is, and nothing else of it."""

    def change(
        service: Service, project: Project, datasource: Datasource, event: EventItem
    ) -> bool:
        stored = store_event(service, project, datasource, event)
        service.store.run(
            "UPDATE event SET user_id = ? WHERE datasource_id = ? AND event_id = ?",
            *(event.user_id, datasource.id, event.event_id),
        )
        return stored

    return emulator_with(contract, settings, store_event=change)
