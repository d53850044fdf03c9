"""An event that names no id is given one."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.events import validate_event
from ...emulator.records import EventItem
from ...emulator.service import Batch
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server

_ID = "_event_id"


def witness(server: Server) -> int:
    """Push an event without an id, and count what failed."""
    return server.failing_without(_ID)


@fault(
    family="event",
    law="schema-conformance",
    requirement="V-EVENT-01",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Draw an id where none came, so that no repetition is ever known."""

    def draw(service: Service, batch: Batch, item: object) -> EventItem:
        if isinstance(item, dict) and _ID not in item:
            item = {_ID: service.collaborators.ids.take(), **item}
        return validate_event(service, batch, item)

    return emulator_with(contract, settings, validate_event=draw)
