"""A scope stands for every other scope whose word differs in its last part only."""

from __future__ import annotations

from collections.abc import Sequence

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
    """Try to read messages with the scope that sends them, and people with neither."""
    token = server.reader("sms.send")
    return [
        server.ask("sms.get", token, "unknown").status,
        server.ask("audience.get", token, "unknown").status,
    ]


@fault(family="scope", law="scope-gating", requirement="G-SCOPE-04", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Cut the action off a scope word before words are compared."""

    def areas(words: Sequence[str] | frozenset[str]) -> set[str]:
        return {word.rpartition("_")[0] for word in words}

    def compare(service: Service, token: Token, endpoint: str) -> Refusal | None:
        wanted = areas(needed_scopes(contract, endpoint))
        known = areas(scopes_of(service, token))
        if wanted and wanted <= known and token.kind == "product":
            return None
        return authorize(service, token, endpoint)

    return emulator_with(contract, settings, authorize=compare)
