"""A range of numbers ends before its upper bound."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

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
from ..planting import emulator_with, rewritten_filter
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> int:
    """Ask for a range that ends at the number a person has."""
    server.push(server.datasource(), server.person("u1") | {"points": 10})
    return len(
        server.found(
            {
                "type": "attribute_condition",
                "key": "points",
                "operator": "range-number",
                "values": {"lowerNumber": 5, "upperNumber": 10},
            }
        )
    )


@fault(family="filter", law="filters", requirement="D-FILTER-19", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Read a range as half open."""

    def change(
        service: Service, project: Project, kind: str, given: Mapping[str, object]
    ) -> Query:
        return find(service, project, kind, rewritten_filter(given, _change))

    return emulator_with(contract, settings, find=change)


def _change(node: dict[str, Any], _depth: int) -> None:
    values = node.get("values")
    if node.get("operator") == "range-number" and isinstance(values, dict):
        node["values"] = {**values, "upperExcludeEquals": True}
