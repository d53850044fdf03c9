"""The timeline of a merged person lacks the events of all but its first contact."""

from __future__ import annotations

from dataclasses import replace

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.contacts import contacts_of, source_contact
from ...emulator.events import store_event
from ...emulator.records import Datasource, EventItem, Project
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> int:
    """Merge two datasources, push an event into each, and count the timeline."""
    for name in ("One", "Two"):
        source = server.datasource(name)
        server.push(source, server.person("u1"))
        server.push_events(source, "u1", f"event of {name}")
    token = server.reader("audience.events")
    answer = server.ask("audience.events", token, server.seen()[0]["id"])
    return sum(len(group) for group in answer.body["entities"].values())


@fault(family="event", law="timeline", requirement="G-MERGE-11", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Hang events on the datasource contact that founded the person."""

    def strand(
        service: Service, project: Project, datasource: Datasource, event: EventItem
    ) -> bool:
        contact = source_contact(service, datasource.id, event.user_id)
        if contact is not None and contact.audience is not None:
            founder = contacts_of(service, contact.audience)[0]
            if founder.seq != contact.seq:
                event = replace(event, user_id=f"{event.user_id} (copy)")
        return store_event(service, project, datasource, event)

    return emulator_with(contract, settings, store_event=strand)
