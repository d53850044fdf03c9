"""A boolean that is false is left out of a contact at the Basic level."""

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


def witness(server: Server) -> list[object]:
    """Read a true and a false consent at the Basic level."""
    contact = server.person("u1", accepts_sms=True, accepts_email=False)
    server.push(server.datasource(), contact)
    token = server.reader("audience.get", level="basic")
    answer = server.ask("audience.by-value", token, "u1")
    shown = answer.body["entity"]["attributesData"]
    return [shown.get(server.uid(role)) for role in ("accepts-sms", "accepts-email")]


@fault(family="redaction", law="redaction", requirement="G-PRIVACY-13", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Test whether a value is true where the test is whether there is one."""

    def drop(
        service: Service, project: Project, data: Mapping[str, object], level: str
    ) -> dict[str, object]:
        shown = disclose(service, project, data, level)
        return {uid: value for uid, value in shown.items() if value or level == "full"}

    return emulator_with(contract, settings, disclose=drop)
