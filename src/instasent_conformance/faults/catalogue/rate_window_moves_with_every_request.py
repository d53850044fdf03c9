"""The rate window ends a minute after the newest request."""

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
    """Read the end of the window, half a minute apart."""
    token, ends = server.token(), []
    for _ in range(2):
        answer = server.ask("project.get", token)
        ends.append(answer.headers["x-ratelimit-reset"])
        server.control("clock/advance", {"seconds": 30})
    return ends


@fault(family="limits", law="rate-limits", requirement="V-RATE-02", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Let a window begin anew with whatever it counts."""

    def slide(service: Service, token: Token | None, rate_class: str) -> Window:
        window = rate(service, token, rate_class)
        seconds = service.limit("rate.window-seconds")
        return replace(window, reset=-(-service.now() // 1000) + seconds)

    return emulator_with(contract, settings, rate=slide)
