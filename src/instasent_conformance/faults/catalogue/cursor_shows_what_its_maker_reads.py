"""Who goes on with somebody else's cursor reads what its maker may read."""

from __future__ import annotations

from dataclasses import replace

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.authn import token_by_id
from ...emulator.authz import level
from ...emulator.paging import paginate
from ...emulator.records import Project, Token
from ...emulator.service import Page, Query
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server
from ..wrapping import noticing, present

_MAKER = "SELECT token_id FROM cursor WHERE id = ?"


def witness(server: Server) -> list[object]:
    """Begin a scroll with a wide token, and go on with one of the lowest level."""
    people = [server.person(f"u{n}", email=f"u{n}@example.com") for n in range(2)]
    server.push(server.datasource(), *people)
    page = server.ask("audience.scroll", server.full_token(), body={"limit": 1})
    body = {"limit": 1, "cursor": page.body["metadata"]["cursor"]}
    low = server.reader("audience.scroll", level="default")
    answer = server.ask("audience.scroll", low, body=body)
    return [answer.status, b"u1@example.com" in answer.content]


@fault(family="paging", law="paging", requirement="V-AUDIENCE-25", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Keep the session of whoever began the scroll behind its cursor."""

    def follow(
        service: Service, token: Token, project: Project, kind: str, query: Query
    ) -> Page:
        maker = _maker(service, query.cursor) or token
        return paginate(service, replace(token, id=maker.id), project, kind, query)

    def see(service: Service, token: Token) -> str:
        asked = present()
        body = asked.read() if asked else None
        cursor = body.get("cursor") if isinstance(body, dict) else None
        return level(service, _maker(service, cursor) or token)

    app = emulator_with(contract, settings, paginate=follow, level=see)
    return noticing(app, contract, settings)


def _maker(service: Service, cursor: object) -> Token | None:
    row = service.store.row(_MAKER, cursor) if isinstance(cursor, str) else None
    return None if row is None else token_by_id(service, row[0])
