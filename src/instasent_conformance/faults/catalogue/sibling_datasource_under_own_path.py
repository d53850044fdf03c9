"""A datasource of any project of the organisation opens under each of their paths."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.reach import datasource_by_id, project_by_id, see_datasource
from ...emulator.records import Datasource, Project, Token
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> int:
    """Read the sibling's datasource under the path of home."""
    source = server.datasource(project="sibling")
    return server.ask("datasource.get", server.full_token(), source.id).status


@fault(family="tenant", law="isolation", requirement="G-ISOLATE-02", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Look a datasource up by its id, and the project of the path not at all."""

    def by_id(
        service: Service, token: Token, project: Project, name: str
    ) -> Datasource | None:
        found = see_datasource(service, token, project, name)
        stray = datasource_by_id(service, name) if token.kind == "product" else None
        home = project_by_id(service, stray.project_id) if stray else None
        if found is None and home is not None:
            return stray if home.organization_id == token.organization_id else None
        return found

    return emulator_with(contract, settings, reach_datasource=by_id)
