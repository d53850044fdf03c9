"""From its second page on, a scroll holds what its filter excludes."""

from __future__ import annotations

from dataclasses import replace

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.filters import EVERYTHING
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
    """Scroll through the three of five people whom a filter finds."""
    people = [server.person(f"u{n}", first_name="AB"[n % 2]) for n in range(5)]
    server.push(server.datasource(), *people)
    return server.scrolled("audience.scroll", root=server.test("first-name", "A"))


@fault(family="paging", law="paging", requirement="V-AUDIENCE-14", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Keep in a cursor where the scroll is, and not what it looks for."""

    def change(
        service: Service, token: Token, project: Project, kind: str, query: Query
    ) -> Page:
        if query.cursor is not None:
            query = replace(query, where=EVERYTHING)
        return paginate(service, token, project, kind, query)

    return emulator_with(contract, settings, paginate=change)
