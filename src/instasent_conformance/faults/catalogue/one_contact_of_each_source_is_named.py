"""Of several contacts of one datasource a person refers to the first."""

from __future__ import annotations

from collections.abc import Sequence

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.composing import track_sources
from ...emulator.records import (
    SourceContact,
)
from ...emulator.service import (
    Sources,
)
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[int]:
    """Merge two contacts of one datasource, and count the references."""
    source, phone = server.datasource(), "+34600000001"
    for user in ("u1", "u2"):
        server.push(source, server.person(user, phone=phone))
    return [len(person["dsContactIds"]) for person in server.seen()]


@fault(
    family="tracking", law="source-tracking", requirement="G-MERGE-13", witness=witness
)
def plant(contract: Registry, settings: Settings) -> App:
    """Keep references in a table whose key is the datasource."""

    def first(service: Service, contacts: Sequence[SourceContact]) -> Sources:
        kept = dict[str, SourceContact]()
        for contact in contacts:
            kept.setdefault(contact.datasource_id, contact)
        return track_sources(service, list(kept.values()))

    return emulator_with(contract, settings, track_sources=first)
