"""A batch of exactly as many items as are allowed is refused as too long."""

from __future__ import annotations

from collections.abc import Sequence

from ...contract import Registry
from ...emulator import Refusal, Service, Settings
from ...emulator.ingest import ingest
from ...emulator.service import Batch, Outcome
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[bool]:
    """Push as many contacts as are allowed, and one fewer."""
    source, most = server.datasource(), server.contract.limit("batch.items")
    people = [server.person(f"u{n}") for n in range(most)]
    answers = (server.push(source, *people), server.push(source, *people[1:]))
    return [answer.status < 300 for answer in answers]


@fault(family="limits", law="ingest", requirement="D-INGEST-05", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Ask for fewer items than the limit, where it asks for no more."""

    def refuse(service: Service, batch: Batch) -> Sequence[Outcome]:
        limit = service.limit("batch.items")
        if len(batch.items) >= limit:
            raise Refusal(400, f"A batch holds fewer than {limit} items")
        return ingest(service, batch)

    return emulator_with(contract, settings, ingest=refuse)
