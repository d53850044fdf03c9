"""An event condition is met by the events of anybody."""

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
    """Count the people with an event, of whom one has it."""
    source = server.datasource()
    server.push(source, server.person("u1"), server.person("u2"))
    server.push_events(source, "u1", "e1")
    return len(
        server.found(
            {
                "type": "event_condition",
                "key": "event-type",
                "operator": "matches-string",
                "values": server.event_types()[:1],
            }
        )
    )


@fault(family="filter", law="filters", requirement="D-FILTER-13", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Forget one half of a join."""

    def change(
        service: Service, project: Project, kind: str, given: Mapping[str, object]
    ) -> Query:
        query = find(service, project, kind, given)
        sql = query.where.sql.replace(
            "c.audience = a.seq", "c.project_id = a.project_id"
        )
        return replace(query, where=replace(query.where, sql=sql))

    return emulator_with(contract, settings, find=change)
