"""A parameter of exactly the length that its spec allows is refused."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import InvalidItem, Service, Settings
from ...emulator.events import validate_event
from ...emulator.records import (
    EventItem,
)
from ...emulator.service import (
    Batch,
)
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> int:
    """Push a parameter as long as it may be, and count the failures."""
    source, kind = server.datasource(), server.event_types()[0]
    server.push(source, server.person("u1"))
    specs = next(one for one in server.contract.event_types if one.uid == kind)
    spec = next(one for one in specs.parameters if one["maxLength"])
    given = {spec["parameter"]: "x" * spec["maxLength"]}
    event = server.event("u1", "e1", type=kind, parameters=given)
    return int(server.push_all(source, event).body["entitiesFailures"])


@fault(family="contract", law="discovery", requirement="G-DISCOVER-25", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Compare by less where it takes less or equal."""

    def change(service: Service, batch: Batch, item: object) -> EventItem:
        event = validate_event(service, batch, item)
        kind = next(one for one in contract.event_types if one.uid == event.type)
        for spec in kind.parameters:
            value = event.parameters.get(spec["parameter"])
            if isinstance(value, str) and len(value) == spec["maxLength"]:
                raise InvalidItem(str(spec["parameter"]), "The text is too long")
        return event

    return emulator_with(contract, settings, validate_event=change)
