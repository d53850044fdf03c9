"""A search sorts upwards, whatever its direction."""

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
    """Sort two people downwards by their names."""
    people = [server.person(name, first_name=name) for name in ("Ann", "Bea")]
    server.push(server.datasource(), *people)
    body = {"sortField": server.uid("first-name"), "sortAsc": False}
    answer = server.ask("audience.search", server.full_token(), body=body)
    return [
        one["attributesData"][server.uid("user-id")] for one in answer.body["entities"]
    ]


@fault(family="filter", law="filters", requirement="D-FILTER-06", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Hand the field on, and lose the direction."""

    def change(
        service: Service, project: Project, kind: str, given: Mapping[str, object]
    ) -> Query:
        query = find(service, project, kind, given)
        return replace(query, ascending=True)

    return emulator_with(contract, settings, find=change)
