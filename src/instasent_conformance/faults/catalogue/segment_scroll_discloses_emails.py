"""The scroll of a segment discloses the email to a token without a data scope."""

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
    """Look for the email in the scrolls of the ready segments at the Default level."""
    contact = server.person("u1", email="a@a.example", phone="+34600000001")
    server.push(server.datasource(), contact)
    listed = server.ask("segment.list", server.full_token()).body["entities"]
    token = server.reader("segment.scroll")
    return [
        b"a@a.example"
        in server.ask("segment.scroll", token, segment["uid"], body={}).content
        for segment in listed
    ]


@fault(family="redaction", law="redaction", requirement="G-PRIVACY-07", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Let the export of segments keep the columns that its screen needed."""

    def add(
        service: Service, project: Project, data: Mapping[str, object], level: str
    ) -> dict[str, object]:
        shown = disclose(service, project, data, level)
        email = service.uid("email")
        if present_endpoint() == "segment.scroll" and email in data:
            shown[email] = data[email]
        return shown

    app = emulator_with(contract, settings, disclose=add)
    return noticing(app, contract, settings)
