"""An event pushed twice under one id stands twice in the timeline."""

from __future__ import annotations

from dataclasses import replace

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.events import store_event
from ...emulator.records import Datasource, EventItem, Project
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> int:
    """Push one event twice and count the timeline."""
    source = server.datasource()
    server.push(source, server.person("u1"))
    for _ in range(2):
        server.push_events(source, "u1", "e1")
    token = server.reader("audience.events")
    answer = server.ask("audience.events", token, server.seen()[0]["id"])
    return sum(len(group) for group in answer.body["entities"].values())


@fault(family="event", law="timeline", requirement="D-EVENT-01", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Make the key of an event from its id and the moment of its arrival."""

    def again(
        service: Service, project: Project, datasource: Datasource, event: EventItem
    ) -> bool:
        known = service.store.number("SELECT count(*) FROM event")
        apart = replace(event, event_id=f"{event.event_id} {known}")
        return store_event(service, project, datasource, apart)

    return emulator_with(contract, settings, store_event=again)
