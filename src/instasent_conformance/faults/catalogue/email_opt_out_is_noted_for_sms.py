"""Who opts out of email is opted out of SMS."""

from __future__ import annotations

from collections.abc import Mapping

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.records import (
    AudienceContact,
    Project,
)
from ...emulator.subscribing import unsubscribe
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[object]:
    """Opt a person out of email, and read both flags."""
    server.push(server.datasource(), server.person("u1"))
    server.act("audience.email-unsubscribe")
    data = server.seen()[0]["attributesData"]
    return [data[server.uid(f"subscribed-{one}")] for one in ("email", "sms")]


@fault(family="ingest", law="lifecycle", requirement="V-SUBSCRIBE-04", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Keep every opt-out in the one list there is."""

    def note(
        service: Service,
        project: Project,
        person: AudienceContact,
        _role: str,
        detail: Mapping[str, object],
    ) -> None:
        unsubscribe(service, project, person, "subscribed-sms", detail)

    return emulator_with(contract, settings, unsubscribe=note)
