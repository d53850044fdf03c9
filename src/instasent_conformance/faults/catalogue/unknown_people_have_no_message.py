"""A 404 of the audience describes itself under keys of its own."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Refusal, Service, Settings
from ...emulator.errors import render_error
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server
from ..wrapping import noticing, present_endpoint


def witness(server: Server) -> list[str]:
    """List what the refusal of an unknown person holds."""
    return sorted(server.ask("audience.get", server.full_token(), "unknown").body)


@fault(family="contract", law="error-shape", requirement="D-ERROR-02", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Follow another convention for problems."""

    def problem(service: Service, refusal: Refusal) -> object | None:
        if refusal.status == 404 and present_endpoint().startswith("audience."):
            return {"title": "Not found", "detail": refusal.message}
        return render_error(service, refusal)

    app = emulator_with(contract, settings, render_error=problem)
    return noticing(app, contract, settings)
