"""A message without the sending scope answers 403, and is charged and sent."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Settings
from ...transport import App
from ..planting import emulator_checking_late
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[float]:
    """Send without the scope, and read the funds."""
    full = server.full_token()
    sender = server.ask("sender.list", full).body["metadata"]["defaultSender"]
    body = {"text": "Hi"}
    answer = server.ask("sms.send", server.token(), sender, "+34600000001", body=body)
    account = server.ask("organization.get", full).body["metadata"]["organization"]
    return [answer.status, account["account"]["funds"]["value"]]


@fault(family="scope", law="scope-gating", requirement="G-SCOPE-30", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Hand the message over before the permission is looked at."""
    return emulator_checking_late(contract, settings, "sms.send")
