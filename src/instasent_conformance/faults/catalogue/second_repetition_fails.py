"""The first repetition of an event is accepted, and the second one fails."""

from __future__ import annotations

from collections import Counter
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


def witness(server: Server) -> list[int]:
    """Push one event three times, and count the failures of each."""
    source = server.datasource()
    server.push(source, server.person("u1"))
    answers = [server.push_events(source, "u1", "e1") for _ in range(3)]
    return [answer.body["entitiesFailures"] for answer in answers]


@fault(family="event", law="events", requirement="V-EVENT-17", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Notice a repetition once it is in the cache."""
    counts: Counter[tuple[str, str]] = Counter()

    def change(service: Service, batch: Batch) -> list[Outcome]:
        outcomes = ingest(service, batch)
        if batch.action != EVENTS or batch.dry_run:
            return outcomes
        for place, outcome in enumerate(outcomes):
            if not isinstance(outcome.item, dict) or outcome.message is not None:
                continue
            key = (batch.datasource.id, str(outcome.item["_event_id"]))
            counts[key] += 1
            if counts[key] > 2:
                known = "An event with this id exists"
                outcomes[place] = replace(outcome, field="_event_id", message=known)
        return outcomes

    return emulator_with(contract, settings, ingest=change)
