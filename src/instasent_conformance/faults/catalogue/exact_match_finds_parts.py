"""A search for an exact text finds the texts that hold it."""

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
    """Count the people with a name, of whom one has a longer one."""
    people = [server.person(name, first_name=name) for name in ("Ann", "Anna")]
    server.push(server.datasource(), *people)
    return len(server.found(server.test("first-name", "Ann")))


@fault(family="filter", law="filters", requirement="D-FILTER-17", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Analyse texts as for a full-text search."""
    return emulator_filtering(contract, settings, _change)


def _change(node: dict[str, Any], _depth: int) -> None:
    values = node.get("values")
    marked = isinstance(values, list) and values[:1] == [ALL_OF]
    exact = node.get("operator") == "matches-string" and not marked
    if exact and node.get("type") == "attribute_condition":
        node["operator"] = "contains"
