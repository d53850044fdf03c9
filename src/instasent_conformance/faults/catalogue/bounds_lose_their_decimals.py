"""The bounds of a range of numbers lose their decimals."""

from __future__ import annotations

from typing import Any

from ...contract import Registry
from ...emulator import Settings
from ...transport import App
from ..planting import emulator_filtering
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> int:
    """Ask for a range that begins a little above the number that a person has."""
    server.push(server.datasource(), server.person("u1") | {"points": 10})
    return len(
        server.found(
            {
                "type": "attribute_condition",
                "key": "points",
                "operator": "range-number",
                "values": {"lowerNumber": 10.5, "upperNumber": 20},
            }
        )
    )


@fault(family="filter", law="filters", requirement="D-FILTER-19", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Read bounds as whole numbers."""
    return emulator_filtering(contract, settings, _change)


def _change(node: dict[str, Any], _depth: int) -> None:
    values = node.get("values")
    if node.get("operator") == "range-number" and isinstance(values, dict):
        node["values"] = {
            name: int(value) if isinstance(value, float) else value
            for name, value in values.items()
        }
