"""A boolean attribute that is pushed as the digit zero becomes true."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.contacts import (
    validate_contact,
)
from ...emulator.service import (
    Batch,
)
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> object:
    """Push a false flag as a digit, and read it."""
    server.push(server.datasource(), server.person("u1", accepts_sms="0"))
    return server.seen()[0]["attributesData"][server.uid("accepts-sms")]


@fault(family="ingest", law="ingest", requirement="V-PUSH-13", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Take a text that is not empty for true."""

    def change(service: Service, batch: Batch, item: object) -> dict[str, object]:
        clean = validate_contact(service, batch, item)
        given = item if isinstance(item, dict) else {}
        zeros = {uid for uid, value in given.items() if value == "0"}
        return {
            uid: (value is False and uid in zeros) or value
            for uid, value in clean.items()
        }

    return emulator_with(contract, settings, validate_contact=change)
