"""A filter joined by `or` matches people of every project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.filters import find
from ...emulator.records import Project
from ...emulator.service import Condition, Query
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[int]:
    """Search under home for people of the sibling, by `and` and by `or`."""
    source = server.datasource(project="sibling")
    server.push(source, server.person("u1"), server.person("u2"))
    test = {"type": "attribute_condition", "key": server.uid("user-id")}
    children = [
        {**test, "operator": "matches-string", "values": [user]}
        for user in ("u1", "u2")
    ]
    found = []
    for join in ("and", "or"):
        root = {"type": "group", "join": join, "children": children}
        answer = server.ask("audience.search", server.full_token(), body={"root": root})
        found.append(len(answer.body["entities"]))
    return found


@fault(family="tenant", law="isolation", requirement="G-ISOLATE-04", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Put the condition of the caller beside that of the project without brackets."""

    def unbracketed(
        service: Service, project: Project, kind: str, given: Mapping[str, object]
    ) -> Query:
        query = find(service, project, kind, given)
        root, where = given.get("root"), query.where
        if not isinstance(root, dict) or root.get("join") != "or":
            return query
        bare = where.sql.removeprefix("(").removesuffix(")")
        return replace(query, where=Condition(bare, where.values))

    return emulator_with(contract, settings, find=unbracketed)
