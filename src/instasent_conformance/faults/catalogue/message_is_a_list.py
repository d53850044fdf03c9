"""The message of a 400 is a list of texts."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Refusal, Service, Settings
from ...emulator.errors import render_error
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> str:
    """Push something else than a list."""
    source = server.datasource()
    answer = server.ask("stream.push-contacts", source.token, source.id, body={})
    return type(answer.body["message"]).__name__


@fault(family="contract", law="error-shape", requirement="D-ERROR-02", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Pass the list of complaints on as it is."""

    def pile(service: Service, refusal: Refusal) -> object | None:
        if refusal.status == 400:
            return {"message": [refusal.message]}
        return render_error(service, refusal)

    return emulator_with(contract, settings, render_error=pile)
