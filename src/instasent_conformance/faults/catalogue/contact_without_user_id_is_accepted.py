"""A contact without a user id is accepted under an invented one."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.contacts import validate_contact
from ...emulator.service import Batch
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> int:
    """Push a contact that carries only an email."""
    contact = {server.uid("email"): "a@a.example"}
    return server.push(server.datasource(), contact).status


@fault(family="ingest", law="error-shape", requirement="D-INGEST-22", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Fill a required attribute in where it is absent."""

    def invent(service: Service, batch: Batch, item: object) -> dict[str, object]:
        uid = service.uid("user-id")
        if isinstance(item, dict) and uid not in item:
            item = {**item, uid: f"auto-{len(item)}"}
        return validate_contact(service, batch, item)

    return emulator_with(contract, settings, validate_contact=invent)
