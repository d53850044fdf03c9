"""Who never said anything about messages is shown as consenting."""

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
    """Push a bare contact, and read its consent."""
    server.push(server.datasource(), server.person("u1"))
    return server.seen()[0]["attributesData"].get(server.uid("accepts-sms"))


@fault(
    family="consolidation",
    law="consolidation",
    requirement="D-MERGE-06",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Fill the form in before it is read."""
    uid = contract.attribute("accepts-sms").uid

    def fill(service: Service, batch: Batch, item: object) -> dict[str, object]:
        return {uid: True} | validate_contact(service, batch, item)

    return emulator_with(contract, settings, validate_contact=fill)
