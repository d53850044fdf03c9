"""A date histogram ends before its newest bucket."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.aggregations import aggregate
from ...emulator.records import (
    Project,
    Token,
)
from ...emulator.service import (
    Condition,
)
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> int:
    """Count the events of one day."""
    source = server.datasource()
    server.push(source, server.person("u1"))
    server.push_events(source, "u1", "e1", "e2")
    by_day = {"type": "date-histogram", "field": "created-at", "interval": "day"}
    token, body = server.full_token(), {"aggregations": {"days": by_day}}
    found = server.ask("event.aggregations", token, body=body).body["entities"]
    return len(found["days"]["buckets"])


@fault(family="filter", law="filters", requirement="D-AGGREGATE-01", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Close a bucket when the next one begins."""

    def close(
        service: Service,
        token: Token,
        project: Project,
        kind: str,
        where: Condition,
        wanted: object,
    ) -> tuple[dict[str, object], int]:
        found, total = aggregate(service, token, project, kind, where, wanted)
        for name, asked in wanted.items() if isinstance(wanted, dict) else ():
            result = found[name]
            dated = "date-histogram" in (asked.get("type"), *asked)
            if isinstance(result, dict) and dated:
                found[name] = {**result, "buckets": result["buckets"][:-1]}
        return found, total

    return emulator_with(contract, settings, aggregate=close)
