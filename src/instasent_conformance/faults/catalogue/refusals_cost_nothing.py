"""A refused request leaves the budget as it was."""

from __future__ import annotations

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


def witness(server: Server) -> int:
    """Compare what is left before and after a refusal."""
    token = server.token()
    answers = [
        server.ask("project.get", token),
        server.ask("datasource.list", token),
        server.ask("project.get", token),
    ]
    left = [int(answer.headers["x-ratelimit-remaining"]) for answer in answers]
    return left[0] - left[2]


@fault(family="limits", law="rate-limits", requirement="D-RATE-02", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Give the budget back when a request is turned down."""

    def give_back(service: Service, token: Token, endpoint: str) -> Refusal | None:
        refusal = authorize(service, token, endpoint)
        if refusal is not None:
            place = (token.organization_id, contract.endpoint(endpoint).rate_class)
            service.windows[place][1] -= 1
        return refusal

    return emulator_with(contract, settings, authorize=give_back)
