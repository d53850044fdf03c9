"""Of events a batch holds half as many as of contacts."""

from __future__ import annotations

from collections.abc import Sequence

from ...contract import Registry
from ...emulator import Refusal, Service, Settings
from ...emulator.ingest import EVENTS, ingest
from ...emulator.service import Batch, Outcome
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> int:
    """Push as many events as are allowed."""
    source, most = server.datasource(), server.contract.limit("batch.items")
    server.push(source, server.person("u1"))
    return server.push_events(source, "u1", *(f"e{n}" for n in range(most))).status


@fault(family="limits", law="ingest", requirement="D-INGEST-06", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Give the larger items a limit of their own."""

    def refuse(service: Service, batch: Batch) -> Sequence[Outcome]:
        limit = service.limit("batch.items") // 2
        if batch.action == EVENTS and len(batch.items) > limit:
            raise Refusal(400, f"A batch of events holds at most {limit} items")
        return ingest(service, batch)

    return emulator_with(contract, settings, ingest=refuse)
