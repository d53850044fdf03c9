"""A creation without its scope answers 403, and the datasource is there."""

from __future__ import annotations

from dataclasses import replace

from ...contract import Registry
from ...emulator import Refusal, Service, Settings
from ...emulator.authz import authorize
from ...emulator.records import (
    Token,
)
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server
from ..wrapping import (
    Asked,
    Forward,
    Reply,
    intercepting,
)


def witness(server: Server) -> list[int]:
    """Create without the scope, and count the datasources."""
    token = server.reader("datasource.list")
    body = {"name": "Refused", "audienceTags": []}
    status = server.ask("datasource.create", token, body=body).status
    listed = server.ask("datasource.list", token).body["entities"]
    return [status, len(listed)]


@fault(family="scope", law="scope-gating", requirement="G-SCOPE-05", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Do the work first and ask for permission afterwards."""
    refusals: list[Refusal] = []

    def postpone(service: Service, token: Token, endpoint: str) -> Refusal | None:
        refusal = authorize(service, token, endpoint)
        if refusal is None or endpoint != "datasource.create":
            return refusal
        refusals.append(refusal)
        return None

    async def check(asked: Asked, forward: Forward) -> Reply:
        refusals.clear()
        reply = await forward(asked)
        if not refusals:
            return reply
        refusal = refusals.pop()
        late = replace(reply, status=refusal.status)
        return late.saying({"message": refusal.message})

    app = emulator_with(contract, settings, authorize=postpone)
    return intercepting(app, contract, settings, check)
