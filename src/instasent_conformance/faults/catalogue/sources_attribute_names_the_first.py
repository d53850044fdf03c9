"""The attribute for the data sources of a person names the first of them."""

from __future__ import annotations

from collections.abc import Mapping

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.projection import disclose
from ...emulator.records import (
    Project,
)
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[int]:
    """Merge two datasources, and count those that the attribute names."""
    for name in ("One", "Two"):
        server.push(server.datasource(name), server.person("u1"))
    uid = server.uid("sources")
    return [len(person["attributesData"][uid]) for person in server.seen()]


@fault(
    family="tracking", law="source-tracking", requirement="G-MERGE-14", witness=witness
)
def plant(contract: Registry, settings: Settings) -> App:
    """Write one value, as for most attributes."""
    uid = contract.attribute("sources").uid

    def first(
        service: Service, project: Project, data: Mapping[str, object], level: str
    ) -> dict[str, object]:
        shown = disclose(service, project, data, level)
        sources = shown.get(uid)
        if isinstance(sources, list):
            shown[uid] = sources[:1]
        return shown

    return emulator_with(contract, settings, disclose=first)
