"""An outcome repeats the native attributes of its item, and no other."""

from __future__ import annotations

from dataclasses import replace

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.ingest import ingest
from ...emulator.service import (
    Batch,
    Outcome,
)
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> object:
    """Push a contact with a custom attribute, and read its outcome."""
    answer = server.push(server.datasource(), server.person("u1") | {"points": 1})
    return answer.body["accepted"][0]["item"]


@fault(family="ingest", law="agreement", requirement="V-PUSH-10", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Write an item as the table of contacts has it."""

    def known(service: Service, batch: Batch) -> list[Outcome]:
        return [
            replace(one, item=_native(service, one.item))
            for one in ingest(service, batch)
        ]

    return emulator_with(contract, settings, ingest=known)


def _native(service: Service, item: object) -> object:
    uid = service.uid("user-id")
    if not isinstance(item, dict) or uid not in item or "_event_id" in item:
        return item
    return {key: value for key, value in item.items() if service.role(key) is not None}
