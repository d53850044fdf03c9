"""A merged person keeps only the attributes that its newest contact carries."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.contacts import contacts_of
from ...emulator.merging import integrate
from ...emulator.reach import audience_by_seq
from ...emulator.records import Key, Project, SourceContact
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[str]:
    """Let two datasources each know one name of a person."""
    for name, role in (("One", "first_name"), ("Two", "last_name")):
        server.push(server.datasource(name), server.person("u1", **{role: "Known"}))
    shown = server.seen()[0]["attributesData"]
    roles = ("first-name", "last-name")
    return [role for role in roles if server.uid(role) in shown]


@fault(
    family="consolidation",
    law="consolidation",
    requirement="G-MERGE-18",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Choose the winning record, where the winning values are to be chosen."""

    def overwrite(
        service: Service, project: Project, contact: SourceContact, lost: Sequence[Key]
    ) -> int:
        person = integrate(service, project, contact, lost)
        sent = {uid for one in contacts_of(service, person) for uid in one.data}
        view = audience_by_seq(service, (person,))[0].data
        kept = {k: v for k, v in view.items() if k in contact.data or k not in sent}
        service.store.run(
            "UPDATE audience SET data = ? WHERE seq = ?", json.dumps(kept), person
        )
        return person

    return emulator_with(contract, settings, integrate=overwrite)
