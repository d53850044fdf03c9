"""The last contact of a full batch is acknowledged and never stored."""

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


def witness(server: Server) -> list[int]:
    """Push a batch of a hundred contacts and count what the datasource holds."""
    source = server.datasource()
    people = [
        server.person(f"u{n}") for n in range(server.contract.limit("batch.items"))
    ]
    answer = server.push(source, *people)
    token = server.reader("datasource.stats")
    stats = server.ask("datasource.stats", token, source.id).body
    return [answer.status, stats["contacts"]["total"]]


@fault(family="ingest", law="merging", requirement="G-ENTITY-22", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Miss the last round of a loop when the batch is exactly full."""
    full = contract.limit("batch.items")

    def miss(service: Service, batch: Batch) -> list[Outcome]:
        if len(batch.items) < full:
            return ingest(service, batch)
        outcomes = ingest(service, replace(batch, items=batch.items[:-1]))
        return [*outcomes, Outcome(full - 1, batch.items[-1])]

    return emulator_with(contract, settings, ingest=miss)
