"""A search with a negative limit returns everybody."""

from __future__ import annotations

import json
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
from ..wrapping import Asked, Forward, Reply, intercepting, present


def witness(server: Server) -> list[int]:
    """Search for people with a limit of minus one."""
    server.push(server.datasource(), *[server.person(f"u{n}") for n in range(60)])
    answer = server.ask("audience.search", server.full_token(), body={"limit": -1})
    return [answer.status, len(answer.body.get("entities", []))]


@fault(
    family="robustness", law="error-shape", requirement="D-FILTER-03", witness=witness
)
def plant(contract: Registry, settings: Settings) -> App:
    """Hand the limit to a store for which a negative one means none."""
    endless = 1_000_000

    def unbounded(
        service: Service, token: Token, project: Project, kind: str, query: Query
    ) -> Page:
        asked = present()
        if asked is not None and _is_negative(asked):
            query = replace(query, limit=endless)
        return paginate(service, token, project, kind, query)

    async def pass_on(asked: Asked, forward: Forward) -> Reply:
        if asked.endpoint == "audience.search" and _is_negative(asked):
            body = json.dumps({**asked.read(), "limit": 1}).encode()
            return await forward(replace(asked, body=body))
        return await forward(asked)

    app = emulator_with(contract, settings, paginate=unbounded)
    return intercepting(app, contract, settings, pass_on)


def _is_negative(asked: Asked) -> bool:
    body = asked.read()
    limit = body.get("limit") if isinstance(body, dict) else None
    return isinstance(limit, int) and limit < 0
