"""Text without leave is sanitised, or refused where it holds an emoji."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Refusal, Service, Settings
from ...emulator.dispatch import dispatch
from ...emulator.service import Dispatch
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[int]:
    """Send letters and an emoji without leave."""
    bodies = [{"text": text} for text in ("Añó ж", "Hi 😀")]
    token = server.full_token()
    return [
        server.ask("sms.send", token, "default", "+34600000001", body=body).status
        for body in bodies
    ]


@fault(
    family="message",
    law="direct-sms",
    requirement="V-SMS-33",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Find no letter that an emoji stands for."""

    def send(service: Service, message: Dispatch) -> dict[str, object]:
        beyond = any(ord(letter) > 0xFFFF for letter in message.text)
        if beyond and not message.allow_unicode:
            raise Refusal(422, "The text holds what cannot be sent")
        return dispatch(service, message)

    return emulator_with(contract, settings, dispatch=send)
