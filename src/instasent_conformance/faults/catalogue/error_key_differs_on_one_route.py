"""A bad event search names its error under a key of its own."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Refusal, Service, Settings
from ...emulator.errors import render_error
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server
from ..wrapping import noticing, present_endpoint


def witness(server: Server) -> list[list[str]]:
    """Send lists instead of objects to two searches."""
    token = server.full_token()
    return [
        sorted(server.ask(endpoint, token, body=[]).body)
        for endpoint in ("event.search", "audience.search")
    ]


@fault(family="contract", law="error-shape", requirement="D-ERROR-02", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Write the errors of one controller by hand."""

    def differ(service: Service, refusal: Refusal) -> object | None:
        if present_endpoint() == "event.search" and refusal.status == 400:
            return {"error": refusal.message}
        return render_error(service, refusal)

    app = emulator_with(contract, settings, render_error=differ)
    return noticing(app, contract, settings)
