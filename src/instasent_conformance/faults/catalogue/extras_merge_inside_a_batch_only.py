"""An equal email or phone merges contacts of one batch, and no others."""

from __future__ import annotations

from collections.abc import Sequence

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.contacts import contacts_of
from ...emulator.ingest import ingest
from ...emulator.merging import match
from ...emulator.records import Key
from ...emulator.service import Batch, Outcome
from ...transport import App
from ..planting import emulator_joining
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[int]:
    """Push two contacts with one email together, and a third one later."""
    source = server.datasource()
    people = [server.person(user, email="a@a.example") for user in ("u1", "u2", "u3")]
    server.push(source, *people[:2])
    server.push(source, people[2])
    return server.groups()


@fault(family="merge", law="merging", requirement="G-MERGE-08", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Look extra attributes up in the batch, and the primary one in the store."""
    earlier = 0
    primary = contract.attribute("user-id").uid

    def mark(service: Service, batch: Batch) -> list[Outcome]:
        nonlocal earlier
        earlier = service.store.number("SELECT max(revision) FROM contact")
        return ingest(service, batch)

    def narrow(service: Service, project_id: str, keys: Sequence[Key]) -> list[int]:
        found = set(
            match(service, project_id, [k for k in keys if k.attribute == primary])
        )
        extras = [key for key in keys if key.attribute != primary]
        for person in match(service, project_id, extras):
            contacts = contacts_of(service, person)
            if any(contact.revision > earlier for contact in contacts):
                found.add(person)
        return sorted(found)

    return emulator_joining(contract, settings, narrow, ingest=mark)
