"""Who opted out once is never subscribed again."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.records import (
    AudienceContact,
    Project,
)
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[object]:
    """Opt a person out and in again, and read the flag after each."""
    server.push(server.datasource(), server.person("u1"))
    flags: list[object] = []
    for endpoint in ("audience.sms-unsubscribe", "audience.sms-subscribe"):
        server.act(endpoint)
        data = server.seen()[0]["attributesData"]
        flags.append(data[server.uid("subscribed-sms")])
    return flags


@fault(family="ingest", law="lifecycle", requirement="D-SUBSCRIBE-01", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Take an opt-out for final."""

    def ignore(
        _service: Service, _project: Project, _person: AudienceContact, _role: str
    ) -> None:
        return None

    return emulator_with(contract, settings, subscribe=ignore)
