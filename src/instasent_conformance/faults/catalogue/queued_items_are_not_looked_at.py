"""A queued push accepts every item, and drops the bad ones later."""

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


def witness(server: Server) -> int:
    """Queue a good contact with a bad one, and count the failures."""
    source, body = server.datasource(), [server.person("u1"), {}]
    answer = server.ask("stream.push-contacts", source.token, source.id, body=body)
    return int(answer.body["entitiesFailures"])


@fault(family="ingest", law="ingest", requirement="D-INGEST-28", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Leave the checks to the worker."""

    def change(service: Service, batch: Batch) -> list[Outcome]:
        outcomes = ingest(service, batch)
        if batch.sync:
            return outcomes
        return [Outcome(one.position, one.item) for one in outcomes]

    return emulator_with(contract, settings, ingest=change)
