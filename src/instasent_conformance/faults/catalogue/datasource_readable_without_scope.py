"""One datasource can be read by a token that lacks the reading scope."""

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
    """Read a datasource, then list them, without a scope."""
    source, nobody = server.datasource(), server.token()
    one = server.ask("datasource.get", nobody, source.id)
    return [one.status, server.ask("datasource.list", nobody).status]


@fault(family="scope", law="scope-gating", requirement="D-AUTH-05", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Forget the check on one route; its neighbours keep theirs."""

    def forget(service: Service, token: Token, endpoint: str) -> Refusal | None:
        if endpoint == "datasource.get" and token.kind == "product":
            return None
        return authorize(service, token, endpoint)

    return emulator_with(contract, settings, authorize=forget)
