"""A custom text of digits is kept as a number."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.contacts import (
    validate_contact,
)
from ...emulator.service import (
    Batch,
)
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> object:
    """Push a text with leading zeros, and read what the datasource keeps."""
    source = server.datasource()
    server.push(source, server.person("u1") | {"shelf": "007"})
    token, place = server.full_token(), (source.id, "u1")
    contact = server.ask("stream.get-contact", token, *place).body["contact"]
    return contact["contactData"]["shelf"]


@fault(family="ingest", law="ingest", requirement="G-ENTITY-23", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Guess the type of a value from its looks."""

    def change(service: Service, batch: Batch, item: object) -> dict[str, object]:
        clean = validate_contact(service, batch, item)
        texts = {uid: one for uid, one in clean.items() if isinstance(one, str)}
        numbers = {
            uid: int(one)
            for uid, one in texts.items()
            if service.role(uid) is None and one.isdecimal()
        }
        return clean | numbers

    return emulator_with(contract, settings, validate_contact=change)
