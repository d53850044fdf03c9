"""The limit of a rate window is told as what was left of it before the request."""

from __future__ import annotations

from dataclasses import replace

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.rates import rate
from ...emulator.records import Token
from ...emulator.service import Window
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> bool:
    """Ask twice, and compare the limits that the answers tell."""
    token = server.token()
    answers = [server.ask("project.get", token) for _ in range(2)]
    return len({answer.headers["x-ratelimit-limit"] for answer in answers}) == 1


@fault(family="limits", law="rate-limits", requirement="D-RATE-01", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Write the header from the counter that runs down."""

    def run_down(service: Service, token: Token | None, rate_class: str) -> Window:
        window = rate(service, token, rate_class)
        return replace(window, limit=window.remaining + 1)

    return emulator_with(contract, settings, rate=run_down)
