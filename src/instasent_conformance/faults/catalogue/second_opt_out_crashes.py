"""An opt-out of somebody who opted out before is answered with a crash."""

from __future__ import annotations

from collections.abc import Mapping

from ...contract import Registry
from ...emulator import Refusal, Service, Settings
from ...emulator.records import AudienceContact, Project
from ...emulator.subscribing import unsubscribe
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[int]:
    """Opt a person out twice."""
    server.push(server.datasource(), server.person("u1"))
    return [server.act("audience.sms-unsubscribe").status for _ in range(2)]


@fault(family="robustness", law="lifecycle", requirement="D-LIFE-01", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Insert the same row once more."""

    def insert(
        service: Service,
        project: Project,
        person: AudienceContact,
        role: str,
        reasons: Mapping[str, object],
    ) -> None:
        if person.data.get(service.uid(role)) is False:
            raise Refusal(500, "The row is there already")
        unsubscribe(service, project, person, role, reasons)

    return emulator_with(contract, settings, unsubscribe=insert)
