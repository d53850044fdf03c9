"""A text that needs Unicode is sent as it is, leave or none."""

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


def witness(server: Server) -> object:
    """Send a letter with an accent without leave."""
    body = {"text": "Está"}
    token = server.full_token()
    answer = server.ask("sms.send", token, "default", "+34600000001", body=body)
    return answer.body["entity"]["unicode"]


@fault(
    family="message",
    law="direct-sms",
    requirement="V-SMS-09",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Pick the alphabet that the text needs."""

    def send(service: Service, message: Dispatch) -> dict[str, object]:
        return dispatch(service, replace(message, allow_unicode=True))

    return emulator_with(contract, settings, dispatch=send)
