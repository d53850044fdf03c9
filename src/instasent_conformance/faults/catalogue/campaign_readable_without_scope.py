"""One campaign can be read by a token that lacks the scope of campaigns."""

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
    """Read an unknown campaign, then list campaigns, without a scope."""
    nobody = server.token()
    one = server.ask("campaign.get", nobody, "unknown")
    return [one.status, server.ask("campaign.list", nobody).status]


@fault(family="scope", law="scope-gating", requirement="G-SCOPE-26", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Guard the list of campaigns and forget the page of one."""

    def forget(service: Service, token: Token, endpoint: str) -> Refusal | None:
        if endpoint == "campaign.get" and token.kind == "product":
            return None
        return authorize(service, token, endpoint)

    return emulator_with(contract, settings, authorize=forget)
