"""The alias `dsapi` stands for the newest API datasource."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.reach import (
    FIRST_API_DATASOURCE,
    datasources_of,
    see_datasource,
)
from ...emulator.records import (
    Datasource,
    Project,
    Token,
)
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> bool:
    """Create two datasources, and read which of them the alias stands for."""
    first, _ = server.datasource("One"), server.datasource("Two")
    answer = server.ask("datasource.get", server.full_token(), "dsapi")
    return bool(answer.body["entity"]["id"] == first.id)


@fault(family="ingest", law="ingest", requirement="V-SOURCE-09", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Sort by age, downwards."""

    def newest(
        service: Service, token: Token, project: Project, name: str
    ) -> Datasource | None:
        if name != FIRST_API_DATASOURCE:
            return see_datasource(service, token, project, name)
        own = [one for one in datasources_of(service, project) if one.is_ingest]
        last = own[-1].id if own else name
        return see_datasource(service, token, project, last)

    return emulator_with(contract, settings, reach_datasource=newest)
