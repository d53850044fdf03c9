"""A page of a scroll begins with the last match of the page before."""

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
    """Take the row that a page ends with for the first of the next."""
    last: dict[str, int] = {}

    def change(
        service: Service, token: Token, project: Project, kind: str, query: Query
    ) -> Page:
        page = paginate(service, token, project, kind, query)
        seqs = page.seqs
        if query.cursor is not None:
            seqs = (last[query.cursor], *seqs)
        if page.cursor is not None:
            last[page.cursor] = page.seqs[-1]
        return replace(page, seqs=seqs)

    return emulator_with(contract, settings, paginate=change)
