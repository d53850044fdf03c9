"""A user id that equals somebody's email makes the two one person."""

from __future__ import annotations

from collections.abc import Sequence

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.merging import match
from ...emulator.reach import project_by_id
from ...emulator.records import Key
from ...transport import App
from ..planting import emulator_joining
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[int]:
    """Push a contact whose user id is the email of another."""
    source = server.datasource()
    server.push(source, server.person("u1", email="a@a.example"))
    server.push(source, server.person("a@a.example"))
    return server.groups()


@fault(family="merge", law="merging", requirement="G-MERGE-02", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Keep all keys of a project in one bag."""

    def anywhere(service: Service, project_id: str, keys: Sequence[Key]) -> list[int]:
        project = project_by_id(service, project_id)
        unique = project.unique_attributes if project else ()
        spread = [Key(uid, key.value) for key in keys for uid in unique]
        return match(service, project_id, spread)

    return emulator_joining(contract, settings, anywhere)
