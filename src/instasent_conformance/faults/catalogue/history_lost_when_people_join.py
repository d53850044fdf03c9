"""When two people turn out to be one, the events of the younger are lost."""

from __future__ import annotations

from collections.abc import Sequence

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.contacts import contacts_of
from ...emulator.merging import integrate
from ...emulator.records import Key, Project, SourceContact
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> int:
    """Give two people an event each, join them, and count the timeline."""
    source = server.datasource()
    for user, event in (("u1", "e1"), ("u2", "e2")):
        server.push(source, server.person(user))
        server.push_events(source, user, event)
    people = [server.person(user, email="a@a.example") for user in ("u1", "u2")]
    server.push(source, *people)
    token = server.reader("audience.events")
    answer = server.ask("audience.events", token, server.seen()[0]["id"])
    return sum(len(group) for group in answer.body["entities"].values())


@fault(family="event", law="timeline", requirement="G-MERGE-11", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Leave events with the person who is given up."""

    def abandon(
        service: Service, project: Project, contact: SourceContact, lost: Sequence[Key]
    ) -> int:
        rows = service.store.rows("SELECT seq, audience FROM contact")
        before = {row[0]: row[1] for row in rows}
        person = integrate(service, project, contact, lost)
        for one in contacts_of(service, person):
            if before.get(one.seq) not in (None, person):
                service.store.run(
                    """UPDATE event SET datasource_id = 'gone'
                    WHERE datasource_id = ? AND user_id = ?""",
                    *(one.datasource_id, one.user_id),
                )
        return person

    return emulator_with(contract, settings, integrate=abandon)
