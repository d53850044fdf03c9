"""Contacts of two projects with an equal email become one person."""

from __future__ import annotations

from collections.abc import Sequence

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.merging import match
from ...emulator.records import Key
from ...transport import App
from ..planting import emulator_joining
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[int]:
    """Push one email into two projects and count the people of each."""
    for project, user in (("home", "u1"), ("sibling", "u2")):
        source = server.datasource(project=project)
        server.push(source, server.person(user, email="a@a.example"))
    return [len(server.seen(project)) for project in ("home", "sibling")]


@fault(family="tenant", law="isolation", requirement="G-ISOLATE-12", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Look for people to join in the whole organisation."""

    def anywhere(service: Service, project_id: str, keys: Sequence[Key]) -> list[int]:
        rows = service.store.rows(
            """SELECT id FROM project WHERE organization_id =
            (SELECT organization_id FROM project WHERE id = ?)""",
            project_id,
        )
        return sorted(seq for row in rows for seq in match(service, row[0], keys))

    return emulator_joining(contract, settings, anywhere)
