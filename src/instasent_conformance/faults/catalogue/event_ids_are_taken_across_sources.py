"""An event is taken for a repetition of one from another datasource."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.events import store_event
from ...emulator.records import Datasource, EventItem, Project
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> int:
    """Push one event id into two datasources, and count the events."""
    for name in ("One", "Two"):
        source = server.datasource(name)
        server.push(source, server.person(f"of {name}"))
        server.push_events(source, f"of {name}", "e1")
    body = server.ask("event.search", server.full_token(), body={}).body
    return len(body["entities"])


@fault(
    family="event",
    law="timeline",
    requirement="G-MERGE-19",
    witness=witness,
    permitted="no source says how far the id of an event reaches",
)
def plant(contract: Registry, settings: Settings) -> App:
    """Make event ids unique in the project."""

    def once(
        service: Service, project: Project, datasource: Datasource, event: EventItem
    ) -> bool:
        known = service.store.row(
            "SELECT 1 FROM event WHERE project_id = ? AND event_id = ?",
            *(project.id, event.event_id),
        )
        return not known and store_event(service, project, datasource, event)

    return emulator_with(contract, settings, store_event=once)
