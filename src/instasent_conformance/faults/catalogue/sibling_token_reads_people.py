"""A token minted for one project reads the people of another of its organisation."""

from __future__ import annotations

from dataclasses import replace

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.reach import see_project
from ...emulator.records import Project, Token
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server
from ..wrapping import noticing, present_endpoint


def witness(server: Server) -> list[int]:
    """Read people and datasources of the sibling with a token for home."""
    source = server.datasource(project="sibling")
    server.push(source, server.person("u1"))
    person, token = server.seen("sibling")[0]["id"], server.full_token()
    return [
        server.ask("audience.get", token, person, project="sibling").status,
        server.ask("datasource.list", token, project="sibling").status,
    ]


@fault(family="tenant", law="scope-gating", requirement="D-AUTH-07", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Check the organisation of a token, and on one route nothing more."""

    def wide(service: Service, token: Token, uid: str) -> Project | None:
        if present_endpoint() == "audience.get" and token.kind == "product":
            return see_project(service, replace(token, project_id=None), uid)
        return see_project(service, token, uid)

    app = emulator_with(contract, settings, reach_project=wide)
    return noticing(app, contract, settings)
