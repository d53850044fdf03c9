"""A boolean attribute that is pushed as null becomes false."""

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
    """Push an unknown flag, and read it."""
    server.push(server.datasource(), server.person("u1", accepts_sms=None))
    return server.seen()[0]["attributesData"].get(server.uid("accepts-sms"))


@fault(family="ingest", law="ingest", requirement="V-PUSH-14", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Store flags in a column that knows two values."""

    def change(service: Service, batch: Batch, item: object) -> dict[str, object]:
        clean = validate_contact(service, batch, item)
        flags = {one.uid for one in contract.attributes if one.data_type == "bool"}
        return {
            uid: value or False if uid in flags else value
            for uid, value in clean.items()
        }

    return emulator_with(contract, settings, validate_contact=change)
