"""The sum of an aggregation is cut to a whole number."""

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


def witness(server: Server) -> object:
    """Add up a number with decimals."""
    server.push(server.datasource(), server.person("u1") | {"points": 1.75})
    wanted = {"all": {"type": "sum", "field": "points"}}
    token, body = server.full_token(), {"aggregations": wanted}
    return server.ask("audience.aggregations", token, body=body).body["entities"]


@fault(family="filter", law="filters", requirement="D-AGGREGATE-02", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Add up in a variable for whole numbers."""

    def cut(
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
            if isinstance(result, dict) and "sum" in (asked.get("type"), *asked):
                found[name] = {**result, "value": int(result["value"])}
        return found, total

    return emulator_with(contract, settings, aggregate=cut)
