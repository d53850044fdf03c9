"""A contact that links two people joins the older one and leaves the other apart."""

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
    """Push two strangers, then a contact with one's email and the other's phone."""
    source = server.datasource()
    server.push(source, server.person("u1", email="a@a.example"))
    server.push(source, server.person("u2", phone="+34600000001"))
    bridge = server.person("u3", email="a@a.example", phone="+34600000001")
    server.push(source, bridge)
    return server.groups()


@fault(family="merge", law="merging", requirement="G-MERGE-08", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Stop looking at the first person that fits."""

    def first(service: Service, project_id: str, keys: Sequence[Key]) -> list[int]:
        return match(service, project_id, keys)[:1]

    return emulator_joining(contract, settings, first)
