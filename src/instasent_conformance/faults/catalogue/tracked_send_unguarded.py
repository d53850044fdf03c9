"""A message with a tracking term is sent without the sending scope."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Refusal, Service, Settings
from ...emulator.authz import authorize
from ...emulator.records import Token
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[int]:
    """Send with and without a term, both without the scope."""
    nobody = server.token()
    path, body = ("default", "+34600000001"), {"text": "Hi"}
    return [
        server.ask("sms.send", nobody, *path, body=body).status,
        server.ask("sms.send-tracked", nobody, *path, "term", body=body).status,
    ]


@fault(family="scope", law="scope-gating", requirement="D-SMS-09", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Guard the older of two routes only."""

    def overlook(service: Service, token: Token, endpoint: str) -> Refusal | None:
        if endpoint == "sms.send-tracked" and token.kind == "product":
            return None
        return authorize(service, token, endpoint)

    return emulator_with(contract, settings, authorize=overlook)
