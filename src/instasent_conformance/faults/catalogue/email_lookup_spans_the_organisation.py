"""A lookup by email finds people of every project of the organisation."""

from __future__ import annotations

from collections.abc import Sequence

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.merging import match
from ...emulator.records import Key
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server
from ..wrapping import noticing, present_endpoint


def witness(server: Server) -> int:
    """Look up under home an email that only the sibling knows."""
    source = server.datasource(project="sibling")
    server.push(source, server.person("u1", email="a@a.example"))
    answer = server.ask("audience.by-email", server.full_token(), "a@a.example")
    return len(answer.body["entities"])


@fault(family="tenant", law="isolation", requirement="G-ISOLATE-04", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Search an index that belongs to the organisation."""

    def span(service: Service, project_id: str, keys: Sequence[Key]) -> list[int]:
        if present_endpoint() != "audience.by-email":
            return match(service, project_id, keys)
        rows = service.store.rows(
            """SELECT id FROM project WHERE organization_id =
            (SELECT organization_id FROM project WHERE id = ?)""",
            project_id,
        )
        return sorted(seq for row in rows for seq in match(service, row[0], keys))

    app = emulator_with(contract, settings, match=span)
    return noticing(app, contract, settings)
