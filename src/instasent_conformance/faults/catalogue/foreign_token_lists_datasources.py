"""The datasources of a project are listed to tokens of any organisation."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.reach import project_by_uid, see_project
from ...emulator.records import Project, Token
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server
from ..wrapping import noticing, present_endpoint


def witness(server: Server) -> list[int]:
    """List the datasources and the senders of a project of another organisation."""
    token = server.full_token("foreign")
    endpoints = ("datasource.list", "sender.list")
    return [server.ask(endpoint, token).status for endpoint in endpoints]


@fault(family="tenant", law="scope-gating", requirement="G-ISOLATE-02", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Find a project by its uid, and forget to ask whose it is."""

    def anyones(service: Service, token: Token, uid: str) -> Project | None:
        if present_endpoint() == "datasource.list":
            return project_by_uid(service, uid)
        return see_project(service, token, uid)

    app = emulator_with(contract, settings, reach_project=anyones)
    return noticing(app, contract, settings)
