"""An event without a date happened when counting began."""

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


def witness(server: Server) -> list[str]:
    """Push an event without a date, and read its date."""
    source = server.datasource()
    server.push(source, server.person("u1"))
    server.push_events(source, "u1", "e1")
    body = server.ask("event.search", server.full_token(), body={}).body
    return [event["date"] for event in body["entities"]]


@fault(family="event", law="events", requirement="V-EVENT-02", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Read a missing number as zero."""

    def change(service: Service, batch: Batch, item: object) -> EventItem:
        event = validate_event(service, batch, item)
        if isinstance(item, dict) and "_event_date" in item:
            return event
        return replace(event, date=0)

    return emulator_with(contract, settings, validate_event=change)
