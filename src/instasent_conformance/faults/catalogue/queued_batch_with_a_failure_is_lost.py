"""A queued batch of which an item fails is never stored."""

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
    """Queue a good contact with a bad one, let time pass, and count the people."""
    source, body = server.datasource(), [server.person("u1"), {}]
    server.ask("stream.push-contacts", source.token, source.id, body=body)
    server.control("clock/advance", {"seconds": 60})
    return len(server.seen())


@fault(family="ingest", law="ingest", requirement="D-INGEST-29", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Roll a batch back after its answer was written."""

    def change(service: Service, batch: Batch) -> list[Outcome]:
        trial = ingest(service, replace(batch, dry_run=True))
        lost = not batch.sync and any(one.message is not None for one in trial)
        return trial if lost else ingest(service, batch)

    return emulator_with(contract, settings, ingest=change)
