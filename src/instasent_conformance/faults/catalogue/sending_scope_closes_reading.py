"""A token that may send messages can no longer read them."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Refusal, Service, Settings
from ...emulator.authn import scopes_of
from ...emulator.authz import authorize
from ...emulator.records import Token
from ...transport import App
from ..planting import emulator_with, needed_scopes
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[int]:
    """Read an unknown message with the reading scope, then with both."""
    tokens = (server.reader("sms.get"), server.reader("sms.get", "sms.send"))
    return [server.ask("sms.get", token, "unknown").status for token in tokens]


@fault(family="scope", law="scope-gating", requirement="G-SCOPE-28", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Give a token one role, the strongest that one of its scopes names."""
    sending = needed_scopes(contract, "sms.send")

    def narrow(service: Service, token: Token, endpoint: str) -> Refusal | None:
        if endpoint == "sms.get" and sending <= {*scopes_of(service, token)}:
            return Refusal(403, "A sending token reads no messages")
        return authorize(service, token, endpoint)

    return emulator_with(contract, settings, authorize=narrow)
