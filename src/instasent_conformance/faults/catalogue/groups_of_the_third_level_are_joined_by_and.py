"""A group within a group within a group matches what all its children match."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.filters import find
from ...emulator.records import Project
from ...emulator.service import Query
from ...transport import App
from ..planting import emulator_with, rewritten_filter
from ..registry import fault
from ..witness import Server

_LEVEL = 3


def witness(server: Server) -> int:
    """Search for who meets one of two conditions that are joined by `or`."""
    server.push(server.datasource(), server.person("u1"))
    node = {
        "type": "group",
        "join": "or",
        "children": [server.test("user-id", one) for one in ("u1", "u2")],
    }
    for _ in range(_LEVEL - 1):
        node = {"type": "group", "join": "and", "children": [node]}
    return len(server.found(node))


@fault(family="filter", law="filters", requirement="D-FILTER-10", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Compile what is nested deeply with the stricter of both joins."""

    def change(
        service: Service, project: Project, kind: str, given: Mapping[str, object]
    ) -> Query:
        return find(service, project, kind, rewritten_filter(given, _change))

    return emulator_with(contract, settings, find=change)


def _change(node: dict[str, Any], depth: int) -> None:
    if depth >= _LEVEL and node.get("type") == "group":
        node["join"] = "and"
