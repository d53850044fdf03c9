"""Two people who opted out are one who did not, once they merge."""

from __future__ import annotations

from collections.abc import Sequence

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.merging import integrate, refresh
from ...emulator.records import Key, Project, SourceContact
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server

_FORGET = """
DELETE FROM opt_out WHERE audience_id IN
(SELECT f.id FROM former_id f WHERE f.audience = ?)
"""
_NAMES = "SELECT count(*) FROM former_id WHERE audience = ?"


def witness(server: Server) -> list[object]:
    """Opt two people out, merge them, and read the flag."""
    source, phone = server.datasource(), "+34600000001"
    server.push(source, server.person("u1"), server.person("u2", phone=phone))
    for person in range(2):
        server.act("audience.sms-unsubscribe", person=person)
    server.push(source, server.person("u1", phone=phone))
    uid = server.uid("subscribed-sms")
    return [person["attributesData"][uid] for person in server.seen()]


@fault(
    family="merge",
    law="lifecycle",
    requirement="D-MERGE-04",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Leave behind what hangs on the ids that a merge joins."""
    names: dict[int, int] = {}

    def leave(
        service: Service, project: Project, contact: SourceContact, lost: Sequence[Key]
    ) -> int:
        person = integrate(service, project, contact, lost)
        count = service.store.number(_NAMES, person)
        if count > names.setdefault(person, 1):
            service.store.run(_FORGET, person)
            refresh(service, person)
        names[person] = count
        return person

    return emulator_with(contract, settings, integrate=leave)
