"""A read-only attribute shows the value that a caller pushed for it."""

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
    """Push the day of the last visit, which is read-only, and read it."""
    source = server.datasource()
    person = server.person("u1", date_seen="2020-01-01")
    server.push(source, server.person("u1"))
    server.push(source, person)
    return server.seen()[0]["attributesData"].get(server.uid("date-seen"))


@fault(family="ingest", law="discovery", requirement="G-DISCOVER-30", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Assign every key of an item, the protected ones too."""
    protected = {one.uid for one in contract.attributes if not one.writable}

    def assign(service: Service, batch: Batch, item: object) -> dict[str, object]:
        if not isinstance(item, dict):
            return validate_contact(service, batch, item)
        plain = {uid: one for uid, one in item.items() if uid not in protected}
        taken = {uid: item[uid] for uid in protected & item.keys()}
        return validate_contact(service, batch, plain) | taken

    return emulator_with(contract, settings, validate_contact=assign)
