"""An event of a type that no spec lists is taken, and shown."""

from __future__ import annotations

from dataclasses import replace

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.errors import InvalidItem
from ...emulator.events import validate_event
from ...emulator.records import EventItem
from ...emulator.service import Batch
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> int:
    """Push an event of a type that does not exist."""
    source = server.datasource()
    server.push(source, server.person("u1"))
    answer = server.push_all(source, server.event("u1", "e1", type="made_up"))
    return int(answer.body["entitiesFailures"])


@fault(
    family="event",
    law="discovery",
    requirement="G-DISCOVER-15",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Let types come into being with their first event."""
    plain = next(
        one.uid
        for one in contract.event_types
        if not any(spec["required"] for spec in one.parameters)
    )

    def take(service: Service, batch: Batch, item: object) -> EventItem:
        try:
            return validate_event(service, batch, item)
        except InvalidItem as error:
            if error.field != "_event_type" or not isinstance(item, dict):
                raise
            known = {"_event_type": plain, "_event_parameters": {}}
            found = validate_event(service, batch, item | known)
            return replace(found, type=str(item.get("_event_type")))

    return emulator_with(contract, settings, validate_event=take)
