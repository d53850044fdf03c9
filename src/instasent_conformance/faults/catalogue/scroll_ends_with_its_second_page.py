"""The second page of a scroll is its last one."""

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
    """Scroll through five people, two by two."""
    server.push(server.datasource(), *[server.person(f"u{n}") for n in range(5)])
    return server.scrolled("audience.scroll")


@fault(family="paging", law="paging", requirement="V-AUDIENCE-24", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Keep a cursor for one use, and make no other."""

    def change(
        service: Service, token: Token, project: Project, kind: str, query: Query
    ) -> Page:
        page = paginate(service, token, project, kind, query)
        return page if query.cursor is None else replace(page, cursor=None)

    return emulator_with(contract, settings, paginate=change)
