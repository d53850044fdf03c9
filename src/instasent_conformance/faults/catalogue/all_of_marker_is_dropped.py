"""A double ampersand as first value changes nothing: any value matches."""

from __future__ import annotations

from typing import Any

from ...contract import Registry
from ...emulator import Settings
from ...emulator.operators import ALL_OF
from ...transport import App
from ..planting import emulator_filtering
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> int:
    """Ask for two tags at once of a person who has one of them."""
    server.push(server.datasource(), server.person("u1", tags=["gold"]))
    return len(server.found(server.test("tags", "&&", "gold", "new")))


@fault(family="filter", law="filters", requirement="D-FILTER-18", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Strip what looks like an operator."""
    return emulator_filtering(contract, settings, _change)


def _change(node: dict[str, Any], _depth: int) -> None:
    values = node.get("values")
    if isinstance(values, list) and len(values) > 1 and values[0] == ALL_OF:
        node["values"] = values[1:]
