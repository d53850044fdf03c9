"""Every message leaves under a name that all customers share."""

from __future__ import annotations

from dataclasses import replace

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.dispatch import dispatch
from ...emulator.service import (
    Dispatch,
)
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> str:
    """Send one message, and read who sent it."""
    to = ("default", "+34600000001")
    answer = server.ask("sms.send", server.full_token(), *to, body={"text": "Hi"})
    return str(answer.body["entity"]["from"])


@fault(family="message", law="direct-sms", requirement="V-SMS-31", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Choose the cheapest route, which has a sender of its own."""

    def shared(service: Service, message: Dispatch) -> dict[str, object]:
        return dispatch(service, replace(message, sender="Info"))

    return emulator_with(contract, settings, dispatch=shared)
