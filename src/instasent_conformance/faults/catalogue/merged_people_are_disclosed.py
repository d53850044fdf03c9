"""A person built from two datasources shows the email at the Default level."""

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


def witness(server: Server) -> list[bool]:
    """Look for the email before and after a second datasource feeds the person."""
    token, seen = server.reader("audience.by-value"), []
    for name in ("One", "Two"):
        source = server.datasource(name)
        server.push(source, server.person("u1", email="a@a.example"))
        answer = server.ask("audience.by-value", token, "u1")
        seen.append(b"a@a.example" in answer.content)
    return seen


@fault(family="redaction", law="redaction", requirement="G-PRIVACY-07", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Read merged people by a path that selects no columns for the email."""

    def leak(
        service: Service, project: Project, data: Mapping[str, object], level: str
    ) -> dict[str, object]:
        shown = disclose(service, project, data, level)
        sources = data.get(service.uid("source-contacts"))
        email = service.uid("email")
        if isinstance(sources, list) and len(sources) > 1 and email in data:
            shown[email] = data[email]
        return shown

    return emulator_with(contract, settings, disclose=leak)
