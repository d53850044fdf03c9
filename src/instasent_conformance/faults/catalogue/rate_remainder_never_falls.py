"""What is left of the rate window is always all of it."""

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
    """Read what is left after each of two requests."""
    token = server.token()
    return [
        server.ask("project.get", token).headers["x-ratelimit-remaining"]
        for _ in range(2)
    ]


@fault(family="limits", law="rate-limits", requirement="D-RATE-02", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Tell the limit where the remainder is asked for."""

    def whole(service: Service, token: Token | None, rate_class: str) -> Window:
        window = rate(service, token, rate_class)
        return replace(window, remaining=window.limit)

    return emulator_with(contract, settings, rate=whole)
