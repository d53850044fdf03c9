"""The deletion of a user id removes it from the other projects of the organisation."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.contacts import remove_contact
from ...emulator.reach import datasource_by_id, project_by_id
from ...emulator.records import Datasource, Project
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> int:
    """Delete a user id at home and read it in the sibling."""
    sources = [server.datasource(project=one) for one in ("home", "sibling")]
    for source in sources:
        server.push(source, server.person("u1"))
    token = server.full_token()
    server.ask("stream.delete-contact", token, sources[0].id, "u1", query="_sync")
    place, token = (sources[1].id, "u1"), server.full_token("sibling")
    return server.ask("stream.get-contact", token, *place, project="sibling").status


@fault(family="tenant", law="isolation", requirement="G-ISOLATE-03", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Forget a person everywhere when one project asks to."""

    def everywhere(
        service: Service, project: Project, datasource: Datasource, user_id: str
    ) -> bool:
        rows = service.store.rows(
            """SELECT d.id, p.id FROM datasource d JOIN project p ON p.id = d.project_id
            WHERE p.organization_id = ? AND p.id <> ?""",
            *(project.organization_id, project.id),
        )
        for source_id, project_id in rows:
            other = project_by_id(service, project_id)
            source = datasource_by_id(service, source_id)
            if other is not None and source is not None:
                remove_contact(service, other, source, user_id)
        return remove_contact(service, project, datasource, user_id)

    return emulator_with(contract, settings, remove_contact=everywhere)
