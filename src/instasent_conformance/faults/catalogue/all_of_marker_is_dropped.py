"""A double ampersand as first value changes nothing: any value matches."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.filters import find
from ...emulator.operators import ALL_OF
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
    """Ask for two tags at once of a person who has one of them."""
    server.push(server.datasource(), server.person("u1", tags=["gold"]))
    return len(server.found(server.test("tags", "&&", "gold", "new")))


@fault(family="filter", law="filters", requirement="D-FILTER-18", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Strip what looks like an operator."""

    def change(
        service: Service, project: Project, kind: str, given: Mapping[str, object]
    ) -> Query:
        return find(service, project, kind, rewritten_filter(given, _change))

    return emulator_with(contract, settings, find=change)


def _change(node: dict[str, Any], _depth: int) -> None:
    values = node.get("values")
    if isinstance(values, list) and len(values) > 1 and values[0] == ALL_OF:
        node["values"] = values[1:]
