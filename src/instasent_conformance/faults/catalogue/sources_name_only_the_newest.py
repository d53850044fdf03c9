"""A merged person refers to the last datasource contact that joined, and no other."""

from __future__ import annotations

from collections.abc import Sequence

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.composing import track_sources
from ...emulator.records import SourceContact
from ...emulator.service import Sources
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[int]:
    """Merge two datasources and count the references."""
    for name in ("One", "Two"):
        server.push(server.datasource(name), server.person("u1"))
    person = server.seen()[0]
    return [len(person["dsIds"]), len(person["dsContactIds"])]


@fault(
    family="tracking", law="source-tracking", requirement="G-MERGE-13", witness=witness
)
def plant(contract: Registry, settings: Settings) -> App:
    """Overwrite the references where they are to be added to."""

    def newest(service: Service, contacts: Sequence[SourceContact]) -> Sources:
        return track_sources(service, contacts[-1:])

    return emulator_with(contract, settings, track_sources=newest)
