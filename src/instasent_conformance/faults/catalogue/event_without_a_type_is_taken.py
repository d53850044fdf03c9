"""An event that names no type is taken for one of the first type."""

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

_TYPE = "_event_type"


def witness(server: Server) -> int:
    """Push an event without a type, and count what failed."""
    return server.failing_without(_TYPE)


@fault(
    family="event",
    law="schema-conformance",
    requirement="V-EVENT-01",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Fill in the type that a form would show."""
    first = next(
        kind.uid
        for kind in contract.event_types
        if not any(spec["required"] for spec in kind.parameters)
    )

    def fill_in(service: Service, batch: Batch, item: object) -> EventItem:
        whole = {_TYPE: first, **item} if isinstance(item, dict) else item
        return validate_event(service, batch, whole)

    return emulator_with(contract, settings, validate_event=fill_in)
