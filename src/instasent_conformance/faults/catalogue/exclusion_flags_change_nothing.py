"""The bounds of a range are inside it, whatever the exclusion flags say."""

from __future__ import annotations

from typing import Any

from ...contract import Registry
from ...emulator import Settings
from ...transport import App
from ..planting import emulator_filtering
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> int:
    """Exclude the very day that a person has."""
    day = server.control("clock/advance", {"seconds": 0})["now"][:10]
    server.push(server.datasource(), server.person("u1", date_registered=day))
    edges = {
        "lowerOffset": 0,
        "upperOffset": 0,
        "lowerRounding": True,
        "upperRounding": True,
        "lowerExcludeEquals": True,
    }
    return len(
        server.found(
            {
                "type": "attribute_condition",
                "key": server.uid("date-registered"),
                "operator": "range-date-relative",
                "values": edges,
            }
        )
    )


@fault(
    family="filter",
    law="filters",
    requirement="D-FILTER-22",
    witness=witness,
    permitted="no source says where a rounded bound lies",
)
def plant(contract: Registry, settings: Settings) -> App:
    """Know bounds and no flags."""
    return emulator_filtering(contract, settings, _change)


def _change(node: dict[str, Any], _depth: int) -> None:
    values = node.get("values")
    if isinstance(values, dict):
        flags = ("lowerExcludeEquals", "upperExcludeEquals")
        node["values"] = {key: one for key, one in values.items() if key not in flags}
