"""A project out of reach answers 403, so that it can be told from one that is not."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Refusal, Service, Settings
from ...emulator.reach import project_by_uid, see_project
from ...emulator.records import Project, Token
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[int]:
    """Read a project of another organisation."""
    token = server.full_token()
    return [
        server.ask("project.get", token, project=one).status
        for one in ("home", "foreign")
    ]


@fault(family="tenant", law="scope-gating", requirement="D-AUTH-07", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Refuse what is there, and miss what is not."""

    def confirm(service: Service, token: Token, uid: str) -> Project | None:
        found = see_project(service, token, uid)
        if found is None and project_by_uid(service, uid) is not None:
            raise Refusal(403, "The project is out of the reach of the token")
        return found

    return emulator_with(contract, settings, reach_project=confirm)
