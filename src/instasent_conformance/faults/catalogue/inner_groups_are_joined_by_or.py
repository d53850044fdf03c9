"""A group inside a group matches what any of its children matches."""

from __future__ import annotations

from typing import Any

from ...contract import Registry
from ...emulator import Settings
from ...transport import App
from ..planting import emulator_filtering
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
    return emulator_filtering(contract, settings, _change)


def _change(node: dict[str, Any], depth: int) -> None:
    if depth > 1 and node.get("join") == "and":
        node["join"] = "or"
