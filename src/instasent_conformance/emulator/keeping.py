"""What must outlive a restart beside the tables: the time and the id counter."""

from __future__ import annotations

from instasent_conformance.emulator.service import Service

_KEEP = "INSERT OR REPLACE INTO meta VALUES ('now', ?), ('ids', ?)"


def keep_meta(service: Service) -> None:
    """Store the time and the id counter with the change they belong to."""
    parts = service.collaborators
    service.store.run(_KEEP, parts.clock.now(), parts.ids.counter)


def recall_meta(service: Service) -> None:
    """Continue from the time and the id counter that were stored."""
    kept: dict[str, int] = dict(service.store.rows("SELECT key, value FROM meta"))
    if kept:
        service.collaborators.clock.restore(kept["now"])
        service.collaborators.ids.counter = kept["ids"]
