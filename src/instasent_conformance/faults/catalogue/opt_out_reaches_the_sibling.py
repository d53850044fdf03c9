"""An opt-out is accepted for a contact of a sibling project."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.reach import project_by_id, see_audience
from ...emulator.records import AudienceContact, Project
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server
from ..wrapping import noticing, present_endpoint

_OPT_OUTS = ("audience.sms-unsubscribe", "audience.email-unsubscribe")


def witness(server: Server) -> list[int]:
    """Opt a person of the sibling out under the path of home."""
    server.push(server.datasource(project="sibling"), server.person("u1"))
    body = {"audienceId": server.seen("sibling")[0]["id"]}
    token = server.reader(*_OPT_OUTS)
    return [server.ask(one, token, body=body).status for one in _OPT_OUTS]


@fault(family="tenant", law="isolation", requirement="G-ISOLATE-04", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Look a person up in the whole organisation before it is opted out."""

    def anywhere(
        service: Service, project: Project, audience_id: str
    ) -> AudienceContact | None:
        found = see_audience(service, project, audience_id)
        if found is not None or present_endpoint() not in _OPT_OUTS:
            return found
        rows = service.store.rows(
            "SELECT id FROM project WHERE organization_id = ?",
            project.organization_id,
        )
        others = [project_by_id(service, row[0]) for row in rows]
        people = [see_audience(service, one, audience_id) for one in others if one]
        return next((person for person in people if person is not None), None)

    app = emulator_with(contract, settings, reach_audience=anywhere)
    return noticing(app, contract, settings)
