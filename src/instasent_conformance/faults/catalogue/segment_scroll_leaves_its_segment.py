"""From its second page on, the scroll of a segment holds everybody."""

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
from ..wrapping import (
    noticing,
    present_endpoint,
)


def witness(server: Server) -> list[str]:
    """Scroll two by two through a segment of three of five people."""
    phones = [f"+3460000000{n}" if n < 3 else None for n in range(5)]
    people = [server.person(f"u{n}", phone=one) for n, one in enumerate(phones)]
    server.push(server.datasource(), *people)
    rows = server.ask("segment.list", server.full_token()).body["entities"]
    return server.scrolled("segment.scroll", rows[0]["uid"])


@fault(family="paging", law="paging", requirement="V-AUDIENCE-20", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Go on with the scroll of the audience."""

    def change(
        service: Service, token: Token, project: Project, kind: str, query: Query
    ) -> Page:
        if query.cursor is not None and present_endpoint() == "segment.scroll":
            query = replace(query, where=EVERYTHING)
        return paginate(service, token, project, kind, query)

    return noticing(
        emulator_with(contract, settings, paginate=change), contract, settings
    )
