"""A segment of any project is shown to who knows its uid."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.reach import (
    project_by_id,
    see_segment,
)
from ...emulator.records import (
    Project,
    Segment,
)
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[int]:
    """Read segments of the sibling under the path of home."""
    there = server.full_token("sibling")
    rows = server.ask("segment.list", there, project="sibling").body["entities"]
    here = server.full_token()
    return [server.ask("segment.get", here, row["uid"]).status for row in rows]


@fault(family="tenant", law="isolation", requirement="G-ISOLATE-06", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Look a segment up by what is unique anyway."""

    def anywhere(service: Service, project: Project, uid: str) -> Segment | None:
        row = service.store.row("SELECT project_id FROM segment WHERE uid = ?", uid)
        owner = project_by_id(service, row[0]) if row else None
        return see_segment(service, owner or project, uid)

    return emulator_with(contract, settings, reach_segment=anywhere)
