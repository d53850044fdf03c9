"""An equal user id in two datasources makes two people."""

from __future__ import annotations

from collections.abc import Sequence

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.merging import match
from ...emulator.records import Key
from ...transport import App
from ..planting import emulator_joining
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[int]:
    """Push one user id into two datasources."""
    for name in ("One", "Two"):
        server.push(server.datasource(name), server.person("u1"))
    return server.groups()


@fault(family="merge", law="merging", requirement="G-MERGE-05", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Merge by the extra attributes, and take the primary one for a local name."""
    primary = contract.attribute("user-id").uid

    def extras(service: Service, project_id: str, keys: Sequence[Key]) -> list[int]:
        rest = [key for key in keys if key.attribute != primary]
        return match(service, project_id, rest)

    return emulator_joining(contract, settings, extras)
