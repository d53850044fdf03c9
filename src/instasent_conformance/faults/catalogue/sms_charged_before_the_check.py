"""A message without the sending scope answers 403, and is charged and sent."""

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


def witness(server: Server) -> list[float]:
    """Send without the scope, and read the funds."""
    full = server.full_token()
    sender = server.ask("sender.list", full).body["metadata"]["defaultSender"]
    body = {"text": "Hi"}
    answer = server.ask("sms.send", server.token(), sender, "+34600000001", body=body)
    account = server.ask("organization.get", full).body["metadata"]["organization"]
    return [answer.status, account["account"]["funds"]["value"]]


@fault(family="scope", law="scope-gating", requirement="G-SCOPE-30", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Hand the message over before the permission is looked at."""
    refusals: list[Refusal] = []

    def postpone(service: Service, token: Token, endpoint: str) -> Refusal | None:
        refusal = authorize(service, token, endpoint)
        if refusal is None or endpoint != "sms.send" or token.kind != "product":
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
