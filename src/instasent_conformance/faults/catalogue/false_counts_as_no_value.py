"""A filter for a value misses who has false or zero."""

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


def witness(server: Server) -> int:
    """Look for who has a flag, of whom one has a false one."""
    people = [server.person(f"u{n}", accepts_sms=n == 1) for n in range(2)]
    server.push(server.datasource(), *people)
    test = {
        "type": "attribute_condition",
        "key": server.uid("accepts-sms"),
        "operator": "exists",
        "values": [],
    }
    return len(server.found(test))


@fault(family="filter", law="filters", requirement="V-AUDIENCE-13", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Test a value for its truth."""

    def change(
        service: Service, project: Project, kind: str, given: Mapping[str, object]
    ) -> Query:
        query = find(service, project, kind, given)
        sql = query.where.sql.replace(" IS NOT NULL", " NOT IN (0, '')")
        return replace(query, where=replace(query.where, sql=sql, facet=None))

    return emulator_with(contract, settings, find=change)
