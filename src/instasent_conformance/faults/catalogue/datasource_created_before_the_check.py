"""A creation without its scope answers 403, and the datasource is there."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Settings
from ...transport import App
from ..planting import emulator_checking_late
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[int]:
    """Create without the scope, and count the datasources."""
    token = server.reader("datasource.list")
    body = {"name": "Refused", "audienceTags": []}
    status = server.ask("datasource.create", token, body=body).status
    listed = server.ask("datasource.list", token).body["entities"]
    return [status, len(listed)]


@fault(family="scope", law="scope-gating", requirement="G-SCOPE-05", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Do the work first and ask for permission afterwards."""
    return emulator_checking_late(contract, settings, "datasource.create")
