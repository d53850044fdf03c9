"""A push into the datasource of a sibling is stored, and then answered with 404."""

from __future__ import annotations

from dataclasses import replace

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.reach import datasource_by_id, project_by_id, see_datasource
from ...emulator.records import Datasource, Project, Token
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server
from ..wrapping import Asked, Forward, Reply, intercepting, present_endpoint


def witness(server: Server) -> list[int]:
    """Push into the sibling's datasource under the path of home, then count there."""
    source, token = server.datasource(project="sibling"), server.full_token()
    wrong = replace(source, token=token, project="home")
    status = server.push(wrong, server.person("u1")).status
    return [status, len(server.seen("home"))]


@fault(family="tenant", law="isolation", requirement="G-ISOLATE-03", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Compare the projects only while the answer is written."""
    strays: list[Datasource] = []

    def by_id(
        service: Service, token: Token, project: Project, name: str
    ) -> Datasource | None:
        found = see_datasource(service, token, project, name)
        if found is not None or present_endpoint() != "stream.push-contacts":
            return found
        stray = datasource_by_id(service, name) if token.kind == "product" else None
        home = project_by_id(service, stray.project_id) if stray else None
        if home is None or home.organization_id != token.organization_id:
            return None
        strays.extend([stray] if stray else [])
        return stray

    async def compare(asked: Asked, forward: Forward) -> Reply:
        strays.clear()
        reply = await forward(asked)
        if not strays or reply.status >= 400:
            return reply
        return replace(reply, status=404).saying({"message": "No such datasource"})

    app = emulator_with(contract, settings, reach_datasource=by_id)
    return intercepting(app, contract, settings, compare)
