"""A search shows people without their custom attributes."""

from __future__ import annotations

from collections.abc import Mapping

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.projection import disclose
from ...emulator.records import Project
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server
from ..wrapping import noticing, present_endpoint


def witness(server: Server) -> bool:
    """Push a custom attribute, and search for its person."""
    server.push(server.datasource(), server.person("u1") | {"points": 1})
    return "points" in server.seen()[0]["attributesData"]


@fault(family="merge", law="agreement", requirement="G-ENTITY-24", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Read the columns of a search from a table that has no others."""

    def read(
        service: Service, project: Project, data: Mapping[str, object], level: str
    ) -> dict[str, object]:
        shown = disclose(service, project, data, level)
        if present_endpoint() != "audience.search":
            return shown
        return {uid: value for uid, value in shown.items() if service.role(uid)}

    app = emulator_with(contract, settings, disclose=read)
    return noticing(app, contract, settings)
