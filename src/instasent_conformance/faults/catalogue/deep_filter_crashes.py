"""A filter that is nested too deeply answers 500."""

from __future__ import annotations

from collections.abc import Mapping

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.filters import find
from ...emulator.records import Project
from ...emulator.service import Query
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> int:
    """Search with a filter of a hundred groups inside each other."""
    root: dict[str, object] = {"type": "group", "join": "and", "children": []}
    for _ in range(100):
        root = {"type": "group", "join": "and", "children": [root]}
    return server.ask(
        "audience.search", server.full_token(), body={"root": root}
    ).status


@fault(
    family="robustness", law="error-shape", requirement="D-ERROR-03", witness=witness
)
def plant(contract: Registry, settings: Settings) -> App:
    """Walk down a filter until the stack ends."""

    def walk(
        service: Service, project: Project, kind: str, given: Mapping[str, object]
    ) -> Query:
        if _depth(given.get("root")) > 20:
            raise RecursionError("the filter is too deep")
        return find(service, project, kind, given)

    return emulator_with(contract, settings, find=walk)


def _depth(node: object) -> int:
    children = node.get("children") if isinstance(node, dict) else None
    if not isinstance(children, list):
        return 0
    return 1 + max(map(_depth, children), default=0)
