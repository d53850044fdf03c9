"""A character of the GSM extension table counts once."""

from __future__ import annotations

from dataclasses import replace

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.service import (
    SmsCount,
)
from ...emulator.sms import EXTENSION, UCS2, count_sms
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> int:
    """Send three euros and a bracket, and read their count."""
    body, to = {"text": "3 €]"}, ("default", "+34600000001")
    answer = server.ask("sms.send", server.full_token(), *to, body=body)
    return int(answer.body["entity"]["charsCount"])


@fault(family="message", law="direct-sms", requirement="V-SMS-11", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Count characters where units are meant."""

    def count(service: Service, text: str) -> SmsCount:
        counted = count_sms(service, text)
        if counted.encoding == UCS2:
            return counted
        plain = "".join("e" if one in EXTENSION else one for one in text)
        return replace(count_sms(service, plain), encoding=counted.encoding)

    return emulator_with(contract, settings, count_sms=count)
