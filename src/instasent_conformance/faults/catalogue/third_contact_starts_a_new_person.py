"""A person is made of two contacts at most; the third one starts another person."""

from __future__ import annotations

from collections.abc import Sequence

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.contacts import contacts_of
from ...emulator.merging import match
from ...emulator.records import Key
from ...transport import App
from ..planting import emulator_joining
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[int]:
    """Push one user id into three datasources."""
    for name in ("One", "Two", "Three"):
        server.push(server.datasource(name), server.person("u1"))
    return server.groups()


@fault(family="merge", law="merging", requirement="G-MERGE-01", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Merge in pairs."""

    def pairs(service: Service, project_id: str, keys: Sequence[Key]) -> list[int]:
        return [
            person
            for person in match(service, project_id, keys)
            if len(contacts_of(service, person)) < 2
        ]

    return emulator_joining(contract, settings, pairs)
