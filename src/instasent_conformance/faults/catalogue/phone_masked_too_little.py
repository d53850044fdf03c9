"""A hidden phone is masked so that all but two digits remain."""

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
    """Look for most of the phone in a contact at the Default level."""
    server.push(server.datasource(), server.person("u1", phone="+34612345678"))
    token = server.reader("audience.get")
    return b"+346123456" in server.ask("audience.by-value", token, "u1").content


@fault(family="redaction", law="redaction", requirement="G-PRIVACY-07", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Show a phone by its beginning, where it is not to be shown at all."""

    def hint(
        service: Service, project: Project, data: Mapping[str, object], level: str
    ) -> dict[str, object]:
        shown = disclose(service, project, data, level)
        phone = service.uid("phone")
        if phone in data and phone not in shown:
            shown[phone] = str(data[phone])[:-2] + "**"
        return shown

    return emulator_with(contract, settings, disclose=hint)
