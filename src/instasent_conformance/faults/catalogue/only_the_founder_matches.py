"""A new contact is compared with the first contact of each person only."""

from __future__ import annotations

from collections.abc import Sequence

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.contacts import contacts_of
from ...emulator.merging import match
from ...emulator.normalising import keys_of
from ...emulator.reach import project_by_id
from ...emulator.records import Key
from ...transport import App
from ..planting import emulator_joining
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[int]:
    """Push a chain of three: the third shares a value with the second alone."""
    source = server.datasource()
    server.push(source, server.person("u1", email="a@a.example"))
    second = server.person("u2", email="a@a.example", phone="+34600000001")
    server.push(source, second)
    server.push(source, server.person("u3", phone="+34600000001"))
    return server.groups()


@fault(family="merge", law="merging", requirement="G-MERGE-08", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Keep the keys of a person as they were when it came into being."""

    def founders(service: Service, project_id: str, keys: Sequence[Key]) -> list[int]:
        found = []
        for person in match(service, project_id, keys):
            project = project_by_id(service, project_id)
            unique = project.unique_attributes if project else ()
            own = keys_of(service, unique, contacts_of(service, person)[0].data)
            if set(own) & set(keys):
                found.append(person)
        return found

    return emulator_joining(contract, settings, founders)
