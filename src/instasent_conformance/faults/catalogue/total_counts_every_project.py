"""The total of a search counts the matches of all projects."""

from __future__ import annotations

from dataclasses import replace

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.paging import paginate
from ...emulator.records import (
    Project,
    Token,
)
from ...emulator.service import (
    Page,
    Query,
)
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> int:
    """Push people into two projects, and read the total of one."""
    for project in ("home", "sibling"):
        server.push(server.datasource(project=project), server.person("u1"))
    answer = server.ask("audience.search", server.full_token(), body={})
    return int(answer.body["metadata"]["totalHits"])


@fault(family="tenant", law="isolation", requirement="G-ISOLATE-04", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Bound the rows by their project, and forget it when they are counted."""

    def count_all(
        service: Service, token: Token, project: Project, kind: str, query: Query
    ) -> Page:
        page = paginate(service, token, project, kind, query)
        if kind != "audience":
            return page
        total = service.store.number(
            f"SELECT count(*) FROM audience a WHERE {query.where.sql}",
            *query.where.values,
        )
        return replace(page, total=total)

    return emulator_with(contract, settings, paginate=count_all)
