"""A message through an unknown sender is refused, and charged."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.messages import PRICE
from ...emulator.reach import (
    see_sender,
)
from ...emulator.records import (
    Project,
)
from ...emulator.store import Row
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server
from ..wrapping import (
    Asked,
    Forward,
    Reply,
    intercepting,
    present,
)

_SENDING = ("sms.send", "sms.send-tracked")
_CHARGE = "UPDATE organization SET funds = round(funds - ?, 4) WHERE id = ?"


def witness(server: Server) -> list[float]:
    """Send through an unknown sender, and read the funds."""
    token, to = server.full_token(), ("unknown-0", "+34600000001")
    answer = server.ask("sms.send", token, *to, body={"text": "Hi"})
    account = server.ask("organization.get", token).body["metadata"]["organization"]
    return [answer.status, account["account"]["funds"]["value"]]


@fault(family="message", law="direct-sms", requirement="V-SMS-32", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Reserve the price before the sender is looked up."""

    def reserve(service: Service, project: Project, name: str) -> Row | None:
        found, asked = see_sender(service, project, name), present()
        if found is None and asked is not None and asked.endpoint in _SENDING:
            owed.append(project.organization_id)
            services.append(service)
        return found

    async def charge(asked: Asked, forward: Forward) -> Reply:
        owed.clear()
        reply = await forward(asked)
        for owner in owed:
            services[-1].store.run(_CHARGE, PRICE, owner)
        return reply

    owed: list[str] = []
    services: list[Service] = []
    app = emulator_with(contract, settings, reach_sender=reserve)
    return intercepting(app, contract, settings, charge)
