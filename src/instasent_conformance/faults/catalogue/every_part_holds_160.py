"""A long GSM text has 160 characters in each of its parts."""

from __future__ import annotations

from dataclasses import replace

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


def witness(server: Server) -> list[int]:
    """Count the parts of a text that fills one, and of one that is twice as long."""
    token, to, counts = server.full_token(), ("default", "+34600000001"), []
    single = server.contract.limit("sms.gsm7-single")
    for length in (single, 2 * single):
        body = {"text": "a" * length}
        answer = server.ask("sms.send", token, *to, body=body)
        counts.append(answer.body["entity"]["messagesCount"])
    return counts


@fault(family="message", law="direct-sms", requirement="V-SMS-13", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Forget that the header of a part takes room."""

    def count(service: Service, text: str) -> SmsCount:
        counted = count_sms(service, text)
        if counted.encoding == UCS2:
            return counted
        single = service.limit("sms.gsm7-single")
        return replace(counted, parts=max(1, -(-counted.length // single)))

    return emulator_with(contract, settings, count_sms=count)
