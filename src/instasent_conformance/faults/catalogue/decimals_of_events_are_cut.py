"""Decimals in the parameters of an event are cut off."""

from __future__ import annotations

from dataclasses import replace

from ...contract import Registry
from ...emulator import Service, Settings
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


def witness(server: Server) -> object:
    """Push an event with a number that has decimals, and read it."""
    source, kind, key = server.datasource(), *server.decimal_parameter()
    server.push(source, server.person("u1"))
    event = server.event("u1", "e1", type=kind, parameters={key: 19.95})
    server.push_all(source, event)
    body = server.ask("event.search", server.full_token(), body={}).body
    return [event["parameters"][key] for event in body["entities"]]


@fault(family="event", law="events", requirement="G-ENTITY-25", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Keep numbers as whole ones."""

    def change(service: Service, batch: Batch, item: object) -> EventItem:
        event = validate_event(service, batch, item)
        whole = {
            key: int(value) if isinstance(value, float) else value
            for key, value in event.parameters.items()
        }
        return replace(event, parameters=whole)

    return emulator_with(contract, settings, validate_event=change)
