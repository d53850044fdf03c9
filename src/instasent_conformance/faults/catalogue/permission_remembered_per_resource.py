"""A token once admitted to a resource is admitted to all of its endpoints."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Refusal, Service, Settings
from ...emulator.authz import authorize
from ...emulator.records import Token
from ...transport import App
from ..planting import emulator_with, needed_scopes
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[int]:
    """Scroll, read one person, scroll again."""
    token = server.reader("audience.get")
    return [
        server.ask("audience.scroll", token, body={}).status,
        server.ask("audience.get", token, "unknown").status,
        server.ask("audience.scroll", token, body={}).status,
    ]


@fault(family="scope", law="scope-gating", requirement="G-SCOPE-01", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Cache a decision under a key that forgets the verb."""
    admitted: set[tuple[str, str]] = set()

    def recall(service: Service, token: Token, endpoint: str) -> Refusal | None:
        key = (token.id, endpoint.partition(".")[0])
        if key in admitted:
            return None
        refusal = authorize(service, token, endpoint)
        if refusal is None and needed_scopes(contract, endpoint):
            admitted.add(key)
        return refusal

    return emulator_with(contract, settings, authorize=recall)
