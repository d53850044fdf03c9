"""Of several contacts with one user id in a batch the first is kept."""

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


def witness(server: Server) -> object:
    """Push one user id twice in a batch, and read what was kept."""
    people = [server.person("u1", first_name=name) for name in ("Ann", "Bea")]
    server.push(server.datasource(), *people)
    return server.seen()[0]["attributesData"][server.uid("first-name")]


@fault(
    family="ingest",
    law="ingest",
    requirement="D-INGEST-24",
    witness=witness,
    permitted="no source says which of several contacts in a batch stays",
)
def plant(contract: Registry, settings: Settings) -> App:
    """Drop repetitions before anything is stored."""

    def change(service: Service, batch: Batch) -> list[Outcome]:
        uid, kept = service.uid("user-id"), dict[str, object]()
        for item in batch.items:
            if not isinstance(item, dict) or "_event_id" in item:
                return ingest(service, batch)
            kept.setdefault(str(item.get(uid)), item)
        outcomes = ingest(service, replace(batch, items=list(kept.values())))
        fates = dict(zip(kept, outcomes, strict=True))
        keys = [
            str(item[uid]) if isinstance(item, dict) and uid in item else "None"
            for item in batch.items
        ]
        pairs = enumerate(zip(keys, batch.items, strict=True))
        return [
            fates[key]._replace(position=at, item=item) for at, (key, item) in pairs
        ]

    return emulator_with(contract, settings, ingest=change)
