"""Whoever equals the last of a page in the sorted field is on no page."""

from __future__ import annotations

from dataclasses import replace

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.paging import IN_ORDER, paginate
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


def witness(server: Server) -> list[str]:
    """Scroll by a field in which four people are equal."""
    people = [server.person(f"u{n}", first_name="Ann") for n in range(4)]
    server.push(server.datasource(), *people)
    return server.scrolled("audience.scroll", sortField=server.uid("first-name"))


@fault(family="paging", law="paging", requirement="V-AUDIENCE-24", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Go on after a value where it takes a value and a row."""

    def change(
        service: Service, token: Token, project: Project, kind: str, query: Query
    ) -> Page:
        row = service.store.row(
            "SELECT sort_value FROM cursor WHERE id = ?", query.cursor
        )
        if row is None or query.sort == IN_ORDER:
            return paginate(service, token, project, kind, query)
        total = paginate(service, token, project, kind, query).total
        sql = f"({query.where.sql} AND {query.sort} <> ?)"
        where = Condition(sql, (*query.where.values, row[0]))
        page = paginate(service, token, project, kind, replace(query, where=where))
        return replace(page, total=total)

    return emulator_with(contract, settings, paginate=change)
