"""A character beyond the basic plane counts once in a Unicode text."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.service import (
    SmsCount,
)
from ...emulator.sms import UCS2, count_sms
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> int:
    """Send two faces, and read their count."""
    body, to = {"text": "😀😀", "allowUnicode": True}, ("default", "+34600000001")
    answer = server.ask("sms.send", server.full_token(), *to, body=body)
    return int(answer.body["entity"]["charsCount"])


@fault(family="message", law="direct-sms", requirement="V-SMS-12", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Count code points where units of sixteen bits are meant."""

    def count(service: Service, text: str) -> SmsCount:
        if count_sms(service, text).encoding != UCS2:
            return count_sms(service, text)
        return count_sms(service, "\N{SNOWMAN}" * len(text))

    return emulator_with(contract, settings, count_sms=count)
