"""The search shows hidden attributes as null; other answers leave them out."""

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
    """Look for the name of a hidden attribute in a search and in a read by value."""
    server.push(server.datasource(), server.person("u1", email="a@a.example"))
    token, name = server.reader("audience.search", "audience.by-value"), "email"
    answers = (
        server.ask("audience.search", token, body={}),
        server.ask("audience.by-value", token, "u1"),
    )
    return [server.uid(name).encode() in answer.content for answer in answers]


@fault(family="redaction", law="redaction", requirement="G-PRIVACY-07", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Blank the hidden columns of one surface instead of leaving them out."""

    def blank(
        service: Service, project: Project, data: Mapping[str, object], level: str
    ) -> dict[str, object]:
        shown = disclose(service, project, data, level)
        if present_endpoint() != "audience.search":
            return shown
        return {uid: shown.get(uid) for uid in data}

    app = emulator_with(contract, settings, disclose=blank)
    return noticing(app, contract, settings)
