"""A message sent through the alias leaves under the alias."""

from __future__ import annotations

from dataclasses import replace

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.dispatch import dispatch
from ...emulator.reach import (
    DEFAULT_SENDER,
)
from ...emulator.service import (
    Dispatch,
)
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server
from ..wrapping import (
    noticing,
    present,
)


def witness(server: Server) -> list[str]:
    """Send through the alias and through the id, and read who sent."""
    token = server.full_token()
    ident = server.ask("sender.list", token).body["metadata"]["defaultSender"]
    answers = [
        server.ask("sms.send", token, one, "+34600000001", body={"text": "Hi"})
        for one in ("default", ident)
    ]
    return [answer.body["entity"]["from"] for answer in answers]


@fault(family="message", law="direct-sms", requirement="V-SMS-03", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Print what the path says where it is no id."""

    def print_alias(service: Service, message: Dispatch) -> dict[str, object]:
        asked = present()
        if asked is None or asked.facts["sender.id"] != DEFAULT_SENDER:
            return dispatch(service, message)
        return dispatch(service, replace(message, sender=DEFAULT_SENDER))

    app = emulator_with(contract, settings, dispatch=print_alias)
    return noticing(app, contract, settings)
