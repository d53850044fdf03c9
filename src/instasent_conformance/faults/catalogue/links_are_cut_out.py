"""A text is sent without its links."""

from __future__ import annotations

import re
from dataclasses import replace

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.dispatch import dispatch
from ...emulator.service import Dispatch
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> str:
    """Send a link, and read what is delivered."""
    body = {"text": "See https://conform.example/a"}
    token = server.full_token()
    answer = server.ask("sms.send", token, "default", "+34600000001", body=body)
    return str(answer.body["entity"]["deliveredText"])


@fault(
    family="message",
    law="direct-sms",
    requirement="D-SMS-10",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Take links for fraud."""

    def send(service: Service, message: Dispatch) -> dict[str, object]:
        text = re.sub(r"https?://\S+", "-", message.text)
        return dispatch(service, replace(message, text=text))

    return emulator_with(contract, settings, dispatch=send)
