"""The rate is counted for each token and not for its organisation."""

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
    """Ask with two tokens of one organisation in turn."""
    return [
        server.ask("project.get", server.token()).headers["x-ratelimit-remaining"]
        for _ in range(2)
    ]


@fault(family="limits", law="rate-limits", requirement="D-RATE-08", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Keep the windows by the id of the caller."""

    def apart(service: Service, token: Token | None, rate_class: str) -> Window:
        own = None if token is None else replace(token, organization_id=token.id)
        return rate(service, own, rate_class)

    return emulator_with(contract, settings, rate=apart)
