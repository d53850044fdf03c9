"""An event group is met by conditions on different event types."""

from __future__ import annotations

from typing import Any

from ...contract import Registry
from ...emulator import Settings
from ...transport import App
from ..planting import emulator_filtering
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> int:
    """Ask for one type and for the parameter of another in one event group."""
    source = server.datasource()
    server.push(source, server.person("u1"))
    server.push_events(source, "u1", "e1")
    mine, other = server.event_types()[:2]
    server.push_all(source, server.event("u1", "e2", type=other))
    tests = [
        {
            "type": "event_condition",
            "key": "event-type",
            "operator": "matches-string",
            "values": [uid],
        }
        for uid in (mine, other)
    ]
    return len(server.found({"type": "group_event", "join": "and", "children": tests}))


@fault(family="filter", law="filters", requirement="D-FILTER-14", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Treat both kinds of groups alike."""
    return emulator_filtering(contract, settings, _change)


def _change(node: dict[str, Any], _depth: int) -> None:
    if node.get("type") == "group_event":
        node["type"] = "group"
