"""Of a token's scopes only the first eight have an effect."""

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
    """Read an unknown message with one scope, then with all of them."""
    tokens = (server.reader("sms.get"), server.full_token())
    return [server.ask("sms.get", token, "unknown").status for token in tokens]


@fault(family="scope", law="scope-gating", requirement="G-SCOPE-04", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Keep the scopes of a token in a column that holds eight."""

    def cut(service: Service, token: Token, endpoint: str) -> Refusal | None:
        kept = {*scopes_of(service, token)[:8]}
        if token.kind == "product" and not needed_scopes(contract, endpoint) <= kept:
            return Refusal(403, "The token lacks a scope that this endpoint requires")
        return authorize(service, token, endpoint)

    return emulator_with(contract, settings, authorize=cut)
