"""A search sorts numbers by their digits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.filters import find
from ...emulator.records import (
    Project,
)
from ...emulator.service import (
    Query,
)
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[object]:
    """Sort three people by a number."""
    people = [server.person(f"u{n}") | {"points": n} for n in (9, 10, 100)]
    server.push(server.datasource(), *people)
    body = {"sortField": "points", "sortAsc": True}
    answer = server.ask("audience.search", server.full_token(), body=body)
    return [one["attributesData"]["points"] for one in answer.body["entities"]]


@fault(family="filter", law="filters", requirement="D-FILTER-05", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Sort by the column as it was imported."""

    def change(
        service: Service, project: Project, kind: str, given: Mapping[str, object]
    ) -> Query:
        query = find(service, project, kind, given)
        if "sortField" not in given:
            return query
        return replace(query, sort=f"CAST({query.sort} AS TEXT)")

    return emulator_with(contract, settings, find=change)
