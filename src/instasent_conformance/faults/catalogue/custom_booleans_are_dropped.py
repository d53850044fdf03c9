"""A custom attribute is created, unless it is a boolean."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.contacts import validate_contact
from ...emulator.service import Batch
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[str]:
    """Push two custom attributes, and look which are there."""
    source = server.datasource()
    server.push(source, server.person("u1") | {"points": 1, "vip": True})
    return sorted(server.seen()[0]["attributesData"].keys() & {"points", "vip"})


@fault(
    family="ingest",
    law="ingest",
    requirement="D-INGEST-27",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Have no column for two values."""

    def take(service: Service, batch: Batch, item: object) -> dict[str, object]:
        found = validate_contact(service, batch, item)
        return {
            uid: value
            for uid, value in found.items()
            if service.role(uid) or not isinstance(value, bool)
        }

    return emulator_with(contract, settings, validate_contact=take)
