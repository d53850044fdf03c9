"""An offset skips pages and not contacts."""

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


def witness(server: Server) -> list[int]:
    """Skip one of five people, with pages of two."""
    server.push(server.datasource(), *[server.person(f"u{n}") for n in range(5)])
    body = {"limit": 2, "offset": 1}
    answer = server.ask("audience.search", server.full_token(), body=body)
    return [
        int(one["attributesData"][server.uid("user-id")][1:])
        for one in answer.body["entities"]
    ]


@fault(family="paging", law="paging", requirement="D-FILTER-04", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Multiply by the size of a page once too often."""

    def change(
        service: Service, token: Token, project: Project, kind: str, query: Query
    ) -> Page:
        further = replace(query, offset=query.offset * query.limit)
        return paginate(service, token, project, kind, further)

    return emulator_with(contract, settings, paginate=change)
