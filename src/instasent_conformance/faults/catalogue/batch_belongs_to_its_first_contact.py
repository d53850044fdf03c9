"""Every event of a batch belongs to the contact of the first one."""

from __future__ import annotations

from dataclasses import replace

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.ingest import EVENTS, ingest
from ...emulator.service import (
    Batch,
    Outcome,
)
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[str]:
    """Push events of two contacts at once, and read whose they are."""
    source = server.datasource()
    server.push(source, server.person("u1"), server.person("u2"))
    server.push_all(source, server.event("u1", "e1"), server.event("u2", "e2"))
    body = server.ask("event.search", server.full_token(), body={}).body
    return [event["userId"] for event in body["entities"]]


@fault(family="event", law="events", requirement="G-ENTITY-26", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Look a contact up once for each batch."""

    def change(service: Service, batch: Batch) -> list[Outcome]:
        uid = service.uid("user-id")
        first = batch.items[0] if batch.items else None
        if batch.action != EVENTS or not isinstance(first, dict) or uid not in first:
            return ingest(service, batch)
        items = [
            {**one, uid: first[uid]} if isinstance(one, dict) else one
            for one in batch.items
        ]
        outcomes = ingest(service, replace(batch, items=items))
        return [replace(one, item=batch.items[one.position]) for one in outcomes]

    return emulator_with(contract, settings, ingest=change)
