"""The scroll discloses the email to a token without a data scope."""

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
    """Look for the email in a scroll and in a search at the Default level."""
    server.push(server.datasource(), server.person("u1", email="a@a.example"))
    token = server.reader("audience.scroll", "audience.search")
    return [
        b"a@a.example" in server.ask(endpoint, token, body={}).content
        for endpoint in ("audience.scroll", "audience.search")
    ]


@fault(family="redaction", law="redaction", requirement="G-PRIVACY-07", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Add a column that one listing needed to its own selection."""

    def add(
        service: Service, project: Project, data: Mapping[str, object], level: str
    ) -> dict[str, object]:
        shown = disclose(service, project, data, level)
        email = service.uid("email")
        if present_endpoint() == "audience.scroll" and email in data:
            shown[email] = data[email]
        return shown

    app = emulator_with(contract, settings, disclose=add)
    return noticing(app, contract, settings)
