"""A scroll goes on in the project of its cursor, whoever continues it, and where."""

from __future__ import annotations

from dataclasses import replace

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.paging import paginate
from ...emulator.reach import project_by_id
from ...emulator.records import Project, Token
from ...emulator.service import Page, Query
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[object]:
    """Continue under home a scroll that began in the sibling."""
    source = server.datasource(project="sibling")
    server.push(source, *[server.person(f"u{n}") for n in range(2)])
    token = server.full_token("sibling")
    page = server.ask("audience.scroll", token, body={"limit": 1}, project="sibling")
    body = {"limit": 1, "cursor": page.body["metadata"]["cursor"]}
    answer = server.ask("audience.scroll", server.full_token(), body=body)
    return [answer.status, b'"u1"' in answer.content]


@fault(family="tenant", law="isolation", requirement="G-ISOLATE-04", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Keep the whole state of a scroll behind its cursor, and check none of it."""

    def follow(
        service: Service, token: Token, project: Project, kind: str, query: Query
    ) -> Page:
        row = service.store.row(
            "SELECT token_id, project_id, query FROM cursor WHERE id = ?", query.cursor
        )
        owner = project_by_id(service, row[1]) if row else None
        if row is None or owner is None:
            return paginate(service, token, project, kind, query)
        own = replace(query, fingerprint=row[2])
        return paginate(service, replace(token, id=row[0]), owner, kind, own)

    return emulator_with(contract, settings, paginate=follow)
