"""The end of the rate window is a time in milliseconds."""

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


def witness(server: Server) -> int:
    """Count the digits of the end of a window."""
    answer = server.ask("project.get", server.token())
    return len(answer.headers["x-ratelimit-reset"])


@fault(
    family="contract",
    law="schema-conformance",
    requirement="D-RATE-06",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Forget to divide."""

    def longer(service: Service, token: Token | None, rate_class: str) -> Window:
        window = rate(service, token, rate_class)
        return replace(window, reset=window.reset * 1000)

    return emulator_with(contract, settings, rate=longer)
