"""A text is counted as Unicode as soon as it holds an accent."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.service import (
    SmsCount,
)
from ...emulator.sms import count_sms
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[object]:
    """Send an accented text of more than seventy characters."""
    body, to = {"text": "à" * 80, "allowUnicode": True}, ("default", "+34600000001")
    entity = server.ask("sms.send", server.full_token(), *to, body=body).body["entity"]
    return [entity["encoding"], entity["messagesCount"]]


@fault(family="message", law="direct-sms", requirement="D-SMS-02", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Take ASCII for the GSM alphabet."""

    def count(service: Service, text: str) -> SmsCount:
        if text.isascii():
            return count_sms(service, text)
        units = len(text.encode("utf-16-be")) // 2
        return count_sms(service, "\N{SNOWMAN}" * units)

    return emulator_with(contract, settings, count_sms=count)
