"""A synchronous push is queued like any other."""

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


def witness(server: Server) -> int:
    """Push with the flag, and read the contact at once."""
    source = server.datasource()
    server.push(source, server.person("u1"))
    place = (source.id, "u1")
    return server.ask("stream.get-contact", server.full_token(), *place).status


@fault(family="ingest", law="ingest", requirement="V-PUSH-01", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Answer before the work, whoever waits."""

    def change(service: Service, batch: Batch) -> list[Outcome]:
        return ingest(service, replace(batch, sync=False))

    return emulator_with(contract, settings, ingest=change)
