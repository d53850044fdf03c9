"""An event is refused for its unknown contact, who is made all the same."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.contacts import store_contact
from ...emulator.errors import InvalidItem
from ...emulator.events import validate_event
from ...emulator.records import EventItem
from ...emulator.service import Batch
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> int:
    """Push an event of nobody, and count the people."""
    source = server.datasource()
    server.push_events(source, "nobody", "e1")
    return len(server.seen())


@fault(
    family="event",
    law="events",
    requirement="V-EVENT-18",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Look the contact up by making it."""

    def check(service: Service, batch: Batch, item: object) -> EventItem:
        try:
            return validate_event(service, batch, item)
        except InvalidItem as error:
            uid = service.uid("user-id")
            if error.field == uid and isinstance(item, dict) and item.get(uid):
                data: dict[str, object] = {uid: item[uid]}
                store_contact(service, batch.project, batch.datasource, data)
            raise

    return emulator_with(contract, settings, validate_event=check)
