"""Every message goes to the phone of the first recipient."""

from __future__ import annotations

from dataclasses import replace

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.dispatch import dispatch
from ...emulator.service import Dispatch
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server

_PHONES = {"u1": "+34600000001", "u2": "+34600000002"}


def witness(server: Server) -> list[str]:
    """Send to two people by id, and read where it goes."""
    source, token = server.datasource(), server.full_token()
    for name, phone in _PHONES.items():
        server.push(source, server.person(name, phone=phone))
    sent = [
        server.ask("sms.send", token, "default", person["id"], body={"text": "Hi"})
        for person in server.seen()
    ]
    return [answer.body["entity"]["normalizedTo"] for answer in sent]


@fault(
    family="message",
    law="direct-sms",
    requirement="G-CAN-23",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Keep the recipient of the first message."""
    first: dict[str, str] = {}

    def misdirect(service: Service, message: Dispatch) -> dict[str, object]:
        phone = first.setdefault(message.project.id, message.phone)
        return dispatch(service, replace(message, phone=phone))

    return emulator_with(contract, settings, dispatch=misdirect)
