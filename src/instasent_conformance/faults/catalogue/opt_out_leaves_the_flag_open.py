"""The subscription flag of who opted out is left out, as where nothing is known."""

from __future__ import annotations

from collections.abc import Mapping

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.projection import disclose
from ...emulator.records import Project
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> object:
    """Opt a person out of SMS, and read the flag."""
    server.push(server.datasource(), server.person("u1"))
    server.act("audience.sms-unsubscribe")
    return server.seen()[0]["attributesData"].get(server.uid("subscribed-sms"))


@fault(family="message", law="direct-sms", requirement="D-SMS-01", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Drop a subscription that has ended."""

    def drop(
        service: Service, project: Project, data: Mapping[str, object], level: str
    ) -> dict[str, object]:
        shown = disclose(service, project, data, level)
        if shown.get(service.uid("subscribed-sms")) is False:
            del shown[service.uid("subscribed-sms")]
        return shown

    return emulator_with(contract, settings, disclose=drop)
