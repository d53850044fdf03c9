"""A lookup by phone leaves the country out at the Basic level."""

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


def witness(server: Server) -> list[bool]:
    """Look for the country by phone and by value at the Basic level."""
    contact = server.person("u1", phone="+34600000001", country="PT")
    server.push(server.datasource(), contact)
    token = server.reader("audience.get", level="basic")
    answers = (
        server.ask("audience.by-phone", token, "+34600000001"),
        server.ask("audience.by-value", token, "u1"),
    )
    return [b'"PT"' in answer.content for answer in answers]


@fault(family="redaction", law="redaction", requirement="G-PRIVACY-11", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Select too few columns on one surface."""

    def forget(
        service: Service, project: Project, data: Mapping[str, object], level: str
    ) -> dict[str, object]:
        shown = disclose(service, project, data, level)
        if present_endpoint() == "audience.by-phone" and level == "basic":
            shown.pop(service.uid("country"), None)
        return shown

    app = emulator_with(contract, settings, disclose=forget)
    return noticing(app, contract, settings)
