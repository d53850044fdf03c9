"""A tracking term is kept up to its twentieth character."""

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


def witness(server: Server) -> int:
    """Send with a long term, and count the messages of that term."""
    token, term = server.full_token(), "t" * 40
    to = ("default", "+34600000001", term)
    server.ask("sms.send-tracked", token, *to, body={"text": "Hi"})
    answer = server.ask("sms.list-direct-tracked", token, term)
    return len(answer.body["entities"])


@fault(family="message", law="direct-sms", requirement="V-SMS-25", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Store a term in a column that is too narrow."""

    def cut(service: Service, message: Dispatch) -> dict[str, object]:
        term = None if message.term is None else message.term[:20]
        return dispatch(service, replace(message, term=term))

    return emulator_with(contract, settings, dispatch=cut)
