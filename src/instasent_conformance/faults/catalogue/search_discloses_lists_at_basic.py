"""The search discloses the lists of a contact at the Basic level."""

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
    """Look for a list in a search and in a read by value at the Basic level."""
    server.push(server.datasource(), server.person("u1", lists=["secret-list"]))
    token = server.reader("audience.search", "audience.by-value", level="basic")
    answers = (
        server.ask("audience.search", token, body={}),
        server.ask("audience.by-value", token, "u1"),
    )
    return [b"secret-list" in answer.content for answer in answers]


@fault(family="redaction", law="redaction", requirement="G-PRIVACY-14", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Open one attribute too early, on one surface."""

    def add(
        service: Service, project: Project, data: Mapping[str, object], level: str
    ) -> dict[str, object]:
        shown = disclose(service, project, data, level)
        lists = service.uid("lists")
        if present_endpoint() == "audience.search" and level == "basic":
            shown |= {uid: data[uid] for uid in (lists,) if uid in data}
        return shown

    app = emulator_with(contract, settings, disclose=add)
    return noticing(app, contract, settings)
