"""Every campaign is described as the newest one is."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.reach import (
    outreach_of,
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
from ..wrapping import (
    noticing,
    present_endpoint,
)


def witness(server: Server) -> list[str]:
    """Read every campaign by its id."""
    token = server.full_token()
    rows = server.ask("campaign.list", token).body["entities"]
    answers = [server.ask("campaign.get", token, row["id"]) for row in rows]
    return [answer.body["entity"]["title"] for answer in answers]


@fault(
    family="contract",
    law="segments-campaigns-automations",
    requirement="V-CAMPAIGN-03",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Check an id, and then take the last row."""

    def newest(
        service: Service, project: Project, kind: str, ident: str
    ) -> Outreach | None:
        found = see_outreach(service, project, kind, ident)
        if found is None or present_endpoint() != "campaign.get":
            return found
        return outreach_of(service, project, kind)[-1]

    app = emulator_with(contract, settings, reach_outreach=newest)
    return noticing(app, contract, settings)
