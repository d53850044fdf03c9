"""A batch of 101 contacts is accepted, although the answer names a limit of 100."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from msgspec import structs

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import editing


def witness(server: Server) -> list[int]:
    """Push one contact more than a batch may hold, and two more."""
    source, full = server.datasource(), server.contract.limit("batch.items")
    people = [server.person(f"u{n}") for n in range(full + 2)]
    return [server.push(source, *people[:size]).status for size in (full + 1, full + 2)]


@fault(family="limits", law="error-shape", requirement="D-INGEST-07", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Compare a count with the last index."""
    batch = contract.limits["batch.items"]
    wider = structs.replace(batch, value=batch.value + 1, knob=None)
    limits = {**contract.limits, "batch.items": wider}
    app = create_app(replace(contract, limits=limits), settings=settings)

    def announce(body: dict[str, Any]) -> dict[str, Any]:
        return {**body, "entitiesLimit": batch.value}

    return editing(app, contract, settings, {"stream.push-contacts": announce})
