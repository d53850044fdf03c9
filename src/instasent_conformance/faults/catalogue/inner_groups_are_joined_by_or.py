"""A group inside a group matches what any of its children matches."""

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
    """Count the people who meet both conditions of an inner group."""
    people = [
        server.person(f"u{n}", first_name="Ann", last_name=f"L{n}") for n in (1, 2)
    ]
    server.push(server.datasource(), *people)
    tests = [server.test("first-name", "Ann"), server.test("last-name", "L1")]
    inner = {"type": "group", "join": "and", "children": tests}
    return len(server.found({"type": "group", "join": "and", "children": [inner]}))


@fault(family="filter", law="filters", requirement="D-FILTER-09", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Read the join of the root, and take the usual one below."""

    def change(
        service: Service, project: Project, kind: str, given: Mapping[str, object]
    ) -> Query:
        return find(service, project, kind, rewritten_filter(given, _change))

    return emulator_with(contract, settings, find=change)


def _change(node: dict[str, Any], depth: int) -> None:
    if depth > 1 and node.get("join") == "and":
        node["join"] = "or"
