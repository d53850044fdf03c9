"""A relative range without a lower end begins at the present."""

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
    """Ask for whatever lies before tomorrow, of a person with a past date."""
    person = server.person("u1", date_registered="2020-01-01")
    server.push(server.datasource(), person)
    return len(
        server.found(
            {
                "type": "attribute_condition",
                "key": server.uid("date-registered"),
                "operator": "range-date-relative",
                "values": {"lowerOffset": None, "upperOffset": 1},
            }
        )
    )


@fault(family="filter", law="filters", requirement="D-FILTER-21", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Take a missing number for zero."""

    def change(
        service: Service, project: Project, kind: str, given: Mapping[str, object]
    ) -> Query:
        return find(service, project, kind, rewritten_filter(given, _change))

    return emulator_with(contract, settings, find=change)


def _change(node: dict[str, Any], _depth: int) -> None:
    values = node.get("values")
    if node.get("operator") == "range-date-relative" and isinstance(values, dict):
        lower = values.get("lowerOffset")
        node["values"] = {**values, "lowerOffset": 0 if lower is None else lower}
