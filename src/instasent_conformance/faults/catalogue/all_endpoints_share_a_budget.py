"""Search and scroll use up the budget of everything else."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.gateway import DEFAULT_CLASS
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
    """Read the limit of a plain endpoint, a search and a scroll."""
    token = server.full_token()
    answers = [
        server.ask("project.get", token),
        server.ask("audience.search", token, body={}),
        server.ask("audience.scroll", token, body={}),
    ]
    return [answer.headers["x-ratelimit-limit"] for answer in answers]


@fault(family="limits", law="rate-limits", requirement="D-RATE-09", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Count every request in one class."""

    def one_class(service: Service, token: Token | None, _class: str) -> Window:
        return rate(service, token, DEFAULT_CLASS)

    return emulator_with(contract, settings, rate=one_class)
