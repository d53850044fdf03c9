"""The total of a search counts the page and not the matches."""

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
    """Search for two of three people, and read the total."""
    server.push(server.datasource(), *[server.person(f"u{n}") for n in range(3)])
    answer = server.ask("audience.search", server.full_token(), body={"limit": 2})
    return int(answer.body["metadata"]["totalHits"])


@fault(family="paging", law="agreement", requirement="V-AUDIENCE-11", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Count what was read."""

    def change(
        service: Service, token: Token, project: Project, kind: str, query: Query
    ) -> Page:
        page = paginate(service, token, project, kind, query)
        return replace(page, total=len(page.seqs))

    return emulator_with(contract, settings, paginate=change)
