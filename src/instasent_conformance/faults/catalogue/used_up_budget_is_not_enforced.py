"""A used-up budget is told in the headers, and every request still passes."""

from __future__ import annotations

from dataclasses import replace

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.rates import rate
from ...emulator.records import (
    Token,
)
from ...emulator.service import (
    Window,
)
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> int:
    """Use the smallest budget up, and ask once more."""
    server.control("limits", {"enforced": True})
    token, status = server.full_token("foreign"), 0
    budget = min(row.per_minute for row in server.contract.rates)
    for _ in range(budget + 1):
        answer = server.ask(
            "audience.aggregations",
            token,
            body={"aggregations": {"all": {"type": "count"}}},
            project="foreign",
        )
        status = answer.status
    return status


@fault(family="limits", law="rate-limits", requirement="D-RATE-11", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Measure, and leave the refusal for later."""

    def measure(service: Service, token: Token | None, rate_class: str) -> Window:
        return replace(rate(service, token, rate_class), exceeded=False)

    return emulator_with(contract, settings, rate=measure)
