"""A person goes on referring to a contact that was deleted."""

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
    """Delete one of two merged contacts, and count the references."""
    sources = [server.datasource(name) for name in ("One", "Two")]
    for source in sources:
        server.push(source, server.person("u1"))
    token = server.full_token()
    server.ask("stream.delete-contact", token, sources[1].id, "u1", query="_sync")
    return [len(person["dsContactIds"]) for person in server.seen()]


@fault(family="tracking", law="lifecycle", requirement="V-PUSH-21", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Add to a list of references what is new."""
    known: dict[str, dict[str, SourceContact]] = {}

    def add(service: Service, contacts: Sequence[SourceContact]) -> Sources:
        if not contacts:
            return track_sources(service, contacts)
        kept = known.setdefault(contacts[0].id, {})
        kept |= {contact.id: contact for contact in contacts}
        return track_sources(service, list(kept.values()))

    return emulator_with(contract, settings, track_sources=add)
