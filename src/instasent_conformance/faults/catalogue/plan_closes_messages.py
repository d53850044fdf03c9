"""Messages cannot be read on the lowest plan, whatever the token's scopes."""

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
    """Read an unknown message on the highest plan and on the lowest."""
    return [
        server.ask(
            "sms.get", server.full_token(project), "unknown", project=project
        ).status
        for project in ("home", "foreign")
    ]


@fault(family="scope", law="scope-gating", requirement="G-TIER-08", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Treat a scope that is always available as one that a plan includes."""
    lowest = min(contract.plans.values(), key=lambda plan: plan.rank).plan

    def gate(service: Service, token: Token, endpoint: str) -> Refusal | None:
        if endpoint == "sms.get" and token.plan == lowest:
            return Refusal(403, "The plan does not include this endpoint")
        return authorize(service, token, endpoint)

    return emulator_with(contract, settings, authorize=gate)
