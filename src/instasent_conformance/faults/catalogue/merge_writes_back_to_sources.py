"""A merge copies the merged attributes into the datasource contacts."""

from __future__ import annotations

import json
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


def witness(server: Server) -> bool:
    """Let a second datasource know a country, and read the contact of the first."""
    sources, token = (
        [server.datasource(one) for one in ("One", "Two")],
        server.full_token(),
    )
    server.push(sources[0], server.person("u1"))
    server.push(sources[1], server.person("u1", country="PT"))
    answer = server.ask("stream.get-contact", token, sources[0].id, "u1")
    return b'"PT"' in answer.content


@fault(family="merge", law="consolidation", requirement="G-ENTITY-20", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Keep one record for the source's word and for the merged view."""

    def spread(
        service: Service, project: Project, contact: SourceContact, lost: Sequence[Key]
    ) -> int:
        person = integrate(service, project, contact, lost)
        contacts = contacts_of(service, person)
        sent = {uid: value for one in contacts for uid, value in one.data.items()}
        for one in contacts:
            service.store.run(
                "UPDATE contact SET data = ? WHERE seq = ?",
                *(json.dumps({**sent, **one.data}), one.seq),
            )
        return person

    return emulator_with(contract, settings, integrate=spread)
