"""A filter that asks whether an attribute exists is refused for its empty values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

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
    """Search by whether the user id exists, naming no value and then an idle one."""
    token = server.reader("audience.search")
    test = {"type": "attribute_condition", "key": server.uid("user-id")}
    statuses = []
    for values in ([], ["idle"]):
        child = {**test, "operator": "exists", "values": values}
        root = {"type": "group", "join": "and", "children": [child]}
        answer = server.ask("audience.search", token, body={"root": root})
        statuses.append(answer.status)
    return statuses


@fault(
    family="contract",
    law="schema-conformance",
    requirement="V-AUDIENCE-14",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Demand a value of every operator alike."""

    def demand(
        service: Service, project: Project, kind: str, given: Mapping[str, object]
    ) -> Query:
        if any(node.get("values") == [] for node in _nodes(given.get("root"))):
            raise Refusal(400, "values: expected at least one")
        return find(service, project, kind, given)

    return emulator_with(contract, settings, find=demand)


def _nodes(root: object) -> Iterator[Mapping[str, object]]:
    if isinstance(root, dict):
        yield root
        children = root.get("children")
        for child in children if isinstance(children, list) else ():
            yield from _nodes(child)
