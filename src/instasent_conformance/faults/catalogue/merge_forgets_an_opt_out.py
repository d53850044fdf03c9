"""A person who opted out is subscribed again by a merge."""

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
DELETE FROM opt_out WHERE audience_id IN (SELECT f.id FROM former_id f
JOIN audience a ON a.seq = f.audience WHERE a.seq = ? AND f.id <> a.id)
"""


def witness(server: Server) -> list[object]:
    """Opt the younger of two people out, merge them, and read the flag."""
    source, phone = server.datasource(), "+34600000001"
    server.push(source, server.person("u1"), server.person("u2", phone=phone))
    server.act("audience.sms-unsubscribe", person=1)
    server.push(source, server.person("u1", phone=phone))
    uid = server.uid("subscribed-sms")
    return [person["attributesData"][uid] for person in server.seen()]


@fault(
    family="merge",
    law="lifecycle",
    requirement="D-SUBSCRIBE-02",
    witness=witness,
    permitted="no source says which flag is left where people merge",
)
def plant(contract: Registry, settings: Settings) -> App:
    """Leave behind what hangs on the id that a merge ends."""

    def leave(
        service: Service, project: Project, contact: SourceContact, lost: Sequence[Key]
    ) -> int:
        person = integrate(service, project, contact, lost)
        service.store.run(_FORGET, person)
        refresh(service, person)
        return person

    return emulator_with(contract, settings, integrate=leave)
