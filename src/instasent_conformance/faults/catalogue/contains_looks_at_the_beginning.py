"""A search for a part of a text finds the texts that begin with it."""

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


def witness(server: Server) -> list[int]:
    """Look for the beginning and for the end of a name."""
    server.push(server.datasource(), server.person("u1", first_name="Anna"))
    tests = [
        server.test("first-name", text, operator="contains") for text in ("An", "na")
    ]
    return [len(server.found(test)) for test in tests]


@fault(family="filter", law="filters", requirement="D-FILTER-16", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Search by prefix, for which there is an index."""

    def change(
        service: Service, project: Project, kind: str, given: Mapping[str, object]
    ) -> Query:
        query = find(service, project, kind, given)
        sql = query.where.sql.replace(", ?) > 0", ", ?) = 1")
        return replace(query, where=replace(query.where, sql=sql))

    return emulator_with(contract, settings, find=change)
