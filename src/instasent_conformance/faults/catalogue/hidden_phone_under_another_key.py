"""A hidden phone leaves under a key that no contract names."""

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
    """Look for the phone anywhere in a contact at the Default level."""
    server.push(server.datasource(), server.person("u1", phone="+34600000001"))
    token = server.reader("audience.by-value")
    return b"+34600000001" in server.ask("audience.by-value", token, "u1").content


@fault(family="redaction", law="redaction", requirement="G-PRIVACY-07", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Keep a field of an older version of the answer."""

    def keep(
        service: Service, project: Project, data: Mapping[str, object], level: str
    ) -> dict[str, object]:
        shown = disclose(service, project, data, level)
        if service.uid("phone") in data:
            shown["mobile"] = data[service.uid("phone")]
        return shown

    return emulator_with(contract, settings, disclose=keep)
