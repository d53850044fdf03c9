"""A push that is only a trial is stored."""

from __future__ import annotations

from dataclasses import replace

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.ingest import ingest
from ...emulator.service import Batch, Outcome
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> int:
    """Try a push, and count the people."""
    source = server.datasource()
    path, body = (source.token, source.id), [server.person("u1")]
    server.ask("stream.push-contacts", *path, body=body, query="_dryRun&_sync")
    return len(server.seen())


@fault(
    family="ingest",
    law="ingest",
    requirement="V-PUSH-03",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Echo the flag, and forget it."""

    def store(service: Service, batch: Batch) -> list[Outcome]:
        return ingest(service, replace(batch, dry_run=False))

    return emulator_with(contract, settings, ingest=store)
