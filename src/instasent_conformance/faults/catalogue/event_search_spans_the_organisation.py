"""The event search finds the events of every project of the organisation."""

from __future__ import annotations

from dataclasses import replace

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.paging import paginate
from ...emulator.records import Project, Token
from ...emulator.service import Condition, Page, Query
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> int:
    """Search under home for an event that happened in the sibling."""
    source = server.datasource(project="sibling")
    server.push(source, server.person("u1"))
    server.push_events(source, "u1", "e1")
    answer = server.ask("event.search", server.full_token(), body={})
    return len(answer.body["entities"])


@fault(family="tenant", law="isolation", requirement="G-ISOLATE-05", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Search an index of events that belongs to the organisation."""

    def span(
        service: Service, token: Token, project: Project, kind: str, query: Query
    ) -> Page:
        if kind == "event":
            sql = f"""1 OR ({query.where.sql}) AND e.project_id IN
            (SELECT id FROM project WHERE organization_id = ?)"""
            values = (*query.where.values, project.organization_id)
            query = replace(query, where=Condition(sql, values))
        return paginate(service, token, project, kind, query)

    return emulator_with(contract, settings, paginate=span)
