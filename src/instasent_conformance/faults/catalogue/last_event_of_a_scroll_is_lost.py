"""The last page of an event scroll lacks its last event."""

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
    """Scroll through three events, two by two."""
    source = server.datasource()
    server.push(source, server.person("u1"))
    server.push_events(source, "u1", "e1", "e2", "e3")
    return server.scrolled("event.scroll")


@fault(family="paging", law="paging", requirement="V-EVENT-16", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Cut the row that was never read off a page that is not full."""

    def change(
        service: Service, token: Token, project: Project, kind: str, query: Query
    ) -> Page:
        page = paginate(service, token, project, kind, query)
        if kind != "event" or not query.scrolls or page.cursor is not None:
            return page
        return replace(page, seqs=page.seqs[:-1])

    return emulator_with(contract, settings, paginate=change)
