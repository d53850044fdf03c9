"""A parameter of an event may be longer than its spec allows."""

from __future__ import annotations

from dataclasses import replace

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.events import validate_event
from ...emulator.records import EventItem
from ...emulator.service import Batch
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server

_SHORT = 20


def witness(server: Server) -> int:
    """Push an event with a parameter that is too long."""
    source = server.datasource()
    server.push(source, server.person("u1"))
    kind, name, most = _limited(server)
    event = server.event("u1", "e1", type=kind, parameters={name: "x" * (most + 1)})
    return int(server.push_all(source, event).body["entitiesFailures"])


@fault(
    family="event",
    law="discovery",
    requirement="G-DISCOVER-29",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Leave lengths to those who read the specs."""

    def take(service: Service, batch: Batch, item: object) -> EventItem:
        given = item.get("_event_parameters") if isinstance(item, dict) else None
        if not isinstance(item, dict) or not isinstance(given, dict):
            return validate_event(service, batch, item)
        cut = {
            name: value[:_SHORT] if isinstance(value, str) else value
            for name, value in given.items()
        }
        found = validate_event(service, batch, item | {"_event_parameters": cut})
        whole = {
            name: given[name] for name, value in cut.items() if value != given[name]
        }
        return replace(found, parameters={**found.parameters, **whole})

    return emulator_with(contract, settings, validate_event=take)


def _limited(server: Server) -> tuple[str, str, int]:
    found = (
        (kind.uid, str(spec["parameter"]), spec.get("maxLength"))
        for kind in server.contract.event_types
        for spec in kind.parameters
        if not any(one["required"] for one in kind.parameters)
    )
    return next((k, name, most) for k, name, most in found if isinstance(most, int))
