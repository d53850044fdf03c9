"""An opt-out of one channel opts out of every channel."""

from __future__ import annotations

from collections.abc import Mapping

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.records import AudienceContact, Project
from ...emulator.subscribing import unsubscribe
from ...transport import App
from ..planting import emulator_with
from ..registry import ASSUMED, fault
from ..witness import Server


def witness(server: Server) -> list[object]:
    """Opt a person out of SMS, and read both flags."""
    server.push(server.datasource(), server.person("u1"))
    server.act("audience.sms-unsubscribe")
    data = server.seen()[0]["attributesData"]
    return [data[server.uid(f"subscribed-{one}")] for one in ("email", "sms")]


@fault(
    family="ingest",
    law="lifecycle",
    requirement="V-SUBSCRIBE-05",
    witness=witness,
    permitted=ASSUMED,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Take one no for all."""

    def close(
        service: Service,
        project: Project,
        person: AudienceContact,
        _role: str,
        detail: Mapping[str, object],
    ) -> None:
        for role in ("subscribed-email", "subscribed-sms"):
            unsubscribe(service, project, person, role, detail)

    return emulator_with(contract, settings, unsubscribe=close)
