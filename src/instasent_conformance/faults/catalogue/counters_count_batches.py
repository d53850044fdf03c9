"""A datasource counts the batches that it received, and not the contacts."""

from __future__ import annotations

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
    """Push two contacts at once, and read the counter."""
    source = server.datasource()
    server.push(source, server.person("u1"), server.person("u2"))
    answer = server.ask("datasource.get", server.full_token(), source.id)
    return answer.body["entity"]["receivedContacts"]


@fault(family="ingest", law="ingest", requirement="V-PUSH-23", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Count one for each call."""

    def change(service: Service, batch: Batch) -> list[Outcome]:
        outcomes = ingest(service, batch)
        service.store.run(
            """UPDATE datasource SET counters = json_set(counters, '$.receivedContacts',
            json_extract(counters, '$.callsTotal')) WHERE id = ?
            AND json_extract(counters, '$.receivedContacts') IS NOT NULL""",
            batch.datasource.id,
        )
        return outcomes

    return emulator_with(contract, settings, ingest=change)
