"""Of an attribute with several values the last one is lost."""

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
    """Push three tags, and read them."""
    server.push(server.datasource(), server.person("u1", tags=["a", "b", "c"]))
    return server.seen()[0]["attributesData"][server.uid("tags")]


@fault(family="ingest", law="ingest", requirement="V-SPEC-08", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Join with commas, and split by what ends with one."""

    def change(service: Service, batch: Batch, item: object) -> dict[str, object]:
        clean = validate_contact(service, batch, item)
        lists = {uid: one for uid, one in clean.items() if isinstance(one, list)}
        return clean | {uid: one[:-1] for uid, one in lists.items() if len(one) > 1}

    return emulator_with(contract, settings, validate_contact=change)
