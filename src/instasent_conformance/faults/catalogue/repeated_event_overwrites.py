"""A repeated event id replaces the date and the parameters of the event."""

from __future__ import annotations

import json

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
    """Push one id with two dates, and read the date of the event."""
    source = server.datasource()
    server.push(source, server.person("u1"))
    for day in (1, 2):
        date = f"2026-10-0{day}T00:00:00Z"
        server.push_all(source, server.event("u1", "e1", date=date))
    body = server.ask("event.search", server.full_token(), body={}).body
    return [event["date"] for event in body["entities"]]


@fault(family="event", law="events", requirement="D-EVENT-02", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Write an event as contacts are written."""

    def change(
        service: Service, project: Project, datasource: Datasource, event: EventItem
    ) -> bool:
        stored = store_event(service, project, datasource, event)
        service.store.run(
            """UPDATE event SET date = ?, parameters = ?
            WHERE datasource_id = ? AND event_id = ?""",
            *(event.date, json.dumps(dict(event.parameters))),
            *(datasource.id, event.event_id),
        )
        return stored

    return emulator_with(contract, settings, store_event=change)
