"""Of a group only the first two conditions are looked at."""

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
    """Count the people who meet three conditions, of which two are met."""
    server.push(server.datasource(), server.person("u1", first_name="Ann"))
    texts = (("user-id", "u1"), ("first-name", "Ann"), ("last-name", "L"))
    tests = [server.test(role, text) for role, text in texts]
    return len(server.found({"type": "group", "join": "and", "children": tests}))


@fault(family="filter", law="filters", requirement="D-FILTER-09", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Join a pair where any number is to be joined."""

    def change(
        service: Service, project: Project, kind: str, given: Mapping[str, object]
    ) -> Query:
        return find(service, project, kind, rewritten_filter(given, _change))

    return emulator_with(contract, settings, find=change)


def _change(node: dict[str, Any], _depth: int) -> None:
    if isinstance(node.get("children"), list):
        node["children"] = node["children"][:2]
