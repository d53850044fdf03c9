"""A relative range without a lower end begins at the present."""

from __future__ import annotations

from typing import Any

from ...contract import Registry
from ...emulator import Settings
from ...transport import App
from ..planting import emulator_filtering
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
    return emulator_filtering(contract, settings, _change)


def _change(node: dict[str, Any], _depth: int) -> None:
    values = node.get("values")
    if node.get("operator") == "range-date-relative" and isinstance(values, dict):
        lower = values.get("lowerOffset")
        node["values"] = {**values, "lowerOffset": 0 if lower is None else lower}
