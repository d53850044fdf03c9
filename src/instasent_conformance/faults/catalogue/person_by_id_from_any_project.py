"""A person is read by id under the path of any project."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.reach import project_by_id, see_audience
from ...emulator.records import AudienceContact, Project
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[int]:
    """Read under foreign and under sibling a person of home."""
    server.push(server.datasource(), server.person("u1"))
    person = server.seen()[0]["id"]
    return [
        server.ask("audience.get", server.full_token(one), person, project=one).status
        for one in ("sibling", "foreign")
    ]


@fault(family="tenant", law="isolation", requirement="G-ISOLATE-04", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Trust that an id which cannot be guessed needs no project beside it."""

    def anywhere(
        service: Service, project: Project, ident: str
    ) -> AudienceContact | None:
        row = service.store.row(
            """SELECT a.project_id FROM audience a
            JOIN former_id f ON f.audience = a.seq WHERE f.id = ?""",
            ident,
        )
        owner = project_by_id(service, row[0]) if row else None
        return see_audience(service, owner or project, ident)

    return emulator_with(contract, settings, reach_audience=anywhere)
