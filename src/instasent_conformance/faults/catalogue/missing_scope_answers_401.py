"""The scroll answers 401 to a live token that lacks its scope."""

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
    """Scroll and search without the listing scope."""
    nobody = server.token()
    return [
        server.ask(endpoint, nobody, body={}).status
        for endpoint in ("audience.scroll", "audience.search")
    ]


@fault(family="scope", law="scope-gating", requirement="D-AUTH-05", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Mistake a missing permission for a missing identity, on one route."""

    def confuse(service: Service, token: Token, endpoint: str) -> Refusal | None:
        refusal = authorize(service, token, endpoint)
        if refusal is not None and endpoint == "audience.scroll":
            return Refusal(401, refusal.message)
        return refusal

    return emulator_with(contract, settings, authorize=confuse)
