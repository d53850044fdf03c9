"""One request sends two messages, and tells of one."""

from __future__ import annotations

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


def witness(server: Server) -> int:
    """Send one message, and count what lists of direct messages gained."""
    token, sizes = server.full_token(), []
    for _ in range(2):
        sizes.append(len(server.ask("sms.list-direct", token).body["entities"]))
        to = ("default", "+34600000001")
        server.ask("sms.send", token, *to, body={"text": "Hi"})
    return sizes[1] - sizes[0]


@fault(family="message", law="direct-sms", requirement="V-SMS-30", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Hand a message over again before the first receipt is in."""

    def again(service: Service, message: Dispatch) -> dict[str, object]:
        dispatch(service, message)
        return dispatch(service, message)

    return emulator_with(contract, settings, dispatch=again)
