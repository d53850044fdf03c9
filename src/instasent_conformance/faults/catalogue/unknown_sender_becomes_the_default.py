"""A message through a sender that does not exist leaves through the default one."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.reach import DEFAULT_SENDER, see_sender
from ...emulator.records import Project
from ...emulator.store import Row
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> int:
    """Send through a sender that does not exist."""
    body = {"text": "Hi"}
    token = server.full_token()
    return server.ask("sms.send", token, "no-such", "+34600000001", body=body).status


@fault(
    family="message",
    law="direct-sms",
    requirement="G-CAN-24",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Let no message fail for its sender."""

    def fall_back(service: Service, project: Project, named: str) -> Row | None:
        found = see_sender(service, project, named)
        return found or see_sender(service, project, DEFAULT_SENDER)

    return emulator_with(contract, settings, reach_sender=fall_back)
