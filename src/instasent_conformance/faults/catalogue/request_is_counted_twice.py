"""Every request lowers the budget by two."""

from __future__ import annotations

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
    """Compare what is left after two requests in a row."""
    token = server.token()
    left = [
        server.ask("project.get", token).headers["x-ratelimit-remaining"]
        for _ in range(2)
    ]
    return int(left[0]) - int(left[1])


@fault(family="limits", law="rate-limits", requirement="D-RATE-02", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Count at the gateway, and once more behind it."""

    def twice(service: Service, token: Token | None, rate_class: str) -> Window:
        rate(service, token, rate_class)
        return rate(service, token, rate_class)

    return emulator_with(contract, settings, rate=twice)
