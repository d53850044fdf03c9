"""A search returns one contact more than its limit asks for."""

from __future__ import annotations

from dataclasses import replace

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.paging import paginate
from ...emulator.records import Project, Token
from ...emulator.service import Page, Query
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[int]:
    """Search for two of four people, and for all of them."""
    server.push(server.datasource(), *[server.person(f"u{n}") for n in range(4)])
    token = server.full_token()
    bodies: list[dict[str, int]] = [{"limit": 2}, {}]
    answers = [server.ask("audience.search", token, body=body) for body in bodies]
    return [len(answer.body["entities"]) for answer in answers]


@fault(
    family="paging",
    law="schema-conformance",
    requirement="D-FILTER-03",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Return the row that was read to see whether there is more."""

    def spill(
        service: Service, token: Token, project: Project, kind: str, query: Query
    ) -> Page:
        wider = query if query.scrolls else replace(query, limit=query.limit + 1)
        return paginate(service, token, project, kind, wider)

    return emulator_with(contract, settings, paginate=spill)
