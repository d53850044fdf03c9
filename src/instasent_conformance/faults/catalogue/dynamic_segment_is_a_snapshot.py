"""A segment holds whom it held when it was looked at first."""

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
    Condition,
    Page,
    Query,
)
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server
from ..wrapping import (
    noticing,
    present,
)


def witness(server: Server) -> list[int]:
    """Scroll a segment before and after another person belongs to it."""
    source, token, sizes = server.datasource(), server.full_token(), []
    uid = server.ask("segment.list", token).body["entities"][0]["uid"]
    for n in range(2):
        server.push(source, server.person(f"u{n}", phone=f"+3460000000{n}"))
        answer = server.ask("segment.scroll", token, uid, body={})
        sizes.append(len(answer.body["entities"]))
    return sizes


@fault(
    family="contract",
    law="segments-campaigns-automations",
    requirement="G-CAN-16",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Compute a segment once, and keep the result."""
    bounds: dict[str, int] = {}

    def change(
        service: Service, token: Token, project: Project, kind: str, query: Query
    ) -> Page:
        asked = present()
        if asked is None or asked.endpoint != "segment.scroll":
            return paginate(service, token, project, kind, query)
        newest = service.store.number("SELECT max(seq) FROM audience")
        bound = bounds.setdefault(asked.facts["segment.uid"], newest)
        where = Condition(
            f"({query.where.sql} AND a.seq <= ?)", (*query.where.values, bound)
        )
        return paginate(service, token, project, kind, replace(query, where=where))

    return noticing(
        emulator_with(contract, settings, paginate=change), contract, settings
    )
