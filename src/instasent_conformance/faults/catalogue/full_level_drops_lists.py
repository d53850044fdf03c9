"""Attributes with several values are missing at the Full level."""

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


def witness(server: Server) -> bool:
    """Look for the tags of a contact at the Full level."""
    server.push(server.datasource(), server.person("u1", tags=["gold", "new"]))
    token = server.reader("audience.get", level="full")
    return b'"gold"' in server.ask("audience.by-value", token, "u1").content


@fault(family="redaction", law="redaction", requirement="G-PRIVACY-16", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Write single values only."""

    def drop(
        service: Service, project: Project, data: Mapping[str, object], level: str
    ) -> dict[str, object]:
        shown = disclose(service, project, data, level)
        kept = {service.uid("sources"), service.uid("source-contacts")}
        return {
            uid: value
            for uid, value in shown.items()
            if uid in kept or not isinstance(value, list)
        }

    return emulator_with(contract, settings, disclose=drop)
