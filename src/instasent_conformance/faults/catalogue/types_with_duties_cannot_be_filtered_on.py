"""A search for events of a type that requires a parameter is refused."""

from __future__ import annotations

from collections.abc import Mapping

from ...contract import Registry
from ...emulator import Refusal, Service, Settings
from ...emulator.filters import find
from ...emulator.records import Project
from ...emulator.service import Query
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[int]:
    """Search for the events of every type there is."""
    token, statuses = server.full_token(), []
    for kind in server.contract.event_types:
        condition = {
            "type": "event_condition",
            "key": "event-type",
            "operator": "matches-string",
            "values": [kind.uid],
        }
        root = {"type": "group", "join": "and", "children": [condition]}
        answer = server.ask("event.search", token, body={"root": root})
        statuses.append(answer.status)
    return statuses


@fault(family="filter", law="discovery", requirement="G-DISCOVER-02", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Ask for the parameter that an event of the type must have."""
    duties = {
        kind.uid
        for kind in contract.event_types
        if any(spec["required"] for spec in kind.parameters)
    }

    def look(
        service: Service, project: Project, kind: str, given: Mapping[str, object]
    ) -> Query:
        if kind == "event" and not duties.isdisjoint(_types(given.get("root"))):
            raise Refusal(400, "A parameter of the event type is required")
        return find(service, project, kind, given)

    return emulator_with(contract, settings, find=look)


def _types(node: object) -> list[str]:
    if not isinstance(node, dict):
        return []
    if node.get("key") == "event-type":
        return [str(uid) for uid in node["values"]]
    return [uid for child in node.get("children", ()) for uid in _types(child)]
