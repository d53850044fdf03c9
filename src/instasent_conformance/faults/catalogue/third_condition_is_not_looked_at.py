"""Of a group only the first two conditions are looked at."""

from __future__ import annotations

from typing import Any

from ...contract import Registry
from ...emulator import Settings
from ...transport import App
from ..planting import emulator_filtering
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
    return emulator_filtering(contract, settings, _change)


def _change(node: dict[str, Any], _depth: int) -> None:
    if isinstance(node.get("children"), list):
        node["children"] = node["children"][:2]
