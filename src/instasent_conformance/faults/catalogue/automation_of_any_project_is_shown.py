"""An automation of any project is shown to who knows its id."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.messages import AUTOMATION
from ...emulator.reach import (
    project_by_id,
    see_outreach,
)
from ...emulator.records import (
    Outreach,
    Project,
)
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[int]:
    """Read automations of the sibling under the path of home."""
    there = server.full_token("sibling")
    rows = server.ask("automation.list", there, project="sibling").body["entities"]
    here = server.full_token()
    return [server.ask("automation.get", here, row["id"]).status for row in rows]


@fault(family="tenant", law="isolation", requirement="G-ISOLATE-08", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Look an automation up by what is unique anyway."""

    def anywhere(
        service: Service, project: Project, kind: str, ident: str
    ) -> Outreach | None:
        row = service.store.row(
            "SELECT project_id, kind FROM outreach WHERE id = ?", ident
        )
        if row is None or row[1] != AUTOMATION:
            return see_outreach(service, project, kind, ident)
        owner = project_by_id(service, row[0])
        return see_outreach(service, owner or project, kind, ident)

    return emulator_with(contract, settings, reach_outreach=anywhere)
