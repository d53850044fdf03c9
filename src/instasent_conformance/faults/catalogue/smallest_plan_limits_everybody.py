"""Every plan has the ceilings of the smallest one."""

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


def witness(server: Server) -> list[str]:
    """Read the limit of the highest plan and of the lowest."""
    return [
        server.ask(
            "project.get", server.token(project=project), project=project
        ).headers["x-ratelimit-limit"]
        for project in ("home", "foreign")
    ]


@fault(family="limits", law="rate-limits", requirement="D-RATE-10", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Take the first row of the table of ceilings."""
    smallest = min(contract.plans.values(), key=lambda plan: plan.rank).plan

    def first_row(service: Service, token: Token | None, rate_class: str) -> Window:
        own = None if token is None else replace(token, plan=smallest)
        return rate(service, own, rate_class)

    return emulator_with(contract, settings, rate=first_row)
