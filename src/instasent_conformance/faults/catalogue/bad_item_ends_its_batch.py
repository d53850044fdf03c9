"""What follows a bad item in a batch fails with it."""

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
    """Push a bad contact between two good ones, and count the people."""
    server.push(server.datasource(), server.person("u1"), {}, server.person("u2"))
    return len(server.seen())


@fault(family="ingest", law="ingest", requirement="D-INGEST-11", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Leave a loop by an exception."""

    def change(service: Service, batch: Batch) -> list[Outcome]:
        trial = ingest(service, replace(batch, dry_run=True))
        bad = [one.position for one in trial if one.message is not None]
        end = bad[0] + 1 if bad else len(trial)
        outcomes = ingest(service, replace(batch, items=batch.items[:end]))
        uid = service.uid("user-id")
        rest = enumerate(batch.items[end:], end)
        return [
            *outcomes,
            *(Outcome(at, one, uid, "Not processed") for at, one in rest),
        ]

    return emulator_with(contract, settings, ingest=change)
