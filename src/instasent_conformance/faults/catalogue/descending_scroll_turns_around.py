"""A descending scroll ascends from its second page on."""

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


def witness(server: Server) -> list[str]:
    """Scroll downwards through five people, two by two."""
    people = [server.person(f"u{n}", first_name=f"A{n}") for n in range(5)]
    server.push(server.datasource(), *people)
    uid = server.uid("first-name")
    return server.scrolled("audience.scroll", sortField=uid, sortAsc=False)


@fault(family="paging", law="paging", requirement="V-AUDIENCE-24", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Take the direction from a request, and the default with a cursor."""

    def change(
        service: Service, token: Token, project: Project, kind: str, query: Query
    ) -> Page:
        upwards = query.ascending or query.cursor is not None
        return paginate(
            service, token, project, kind, replace(query, ascending=upwards)
        )

    return emulator_with(contract, settings, paginate=change)
