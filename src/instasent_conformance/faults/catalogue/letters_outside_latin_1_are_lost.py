"""Letters outside Latin-1 become question marks."""

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
    """Push a Greek name, and read what the datasource keeps."""
    source = server.datasource()
    server.push(source, server.person("u1", first_name="Άννα"))
    token, place = server.full_token(), (source.id, "u1")
    contact = server.ask("stream.get-contact", token, *place).body["contact"]
    return contact["contactData"][server.uid("first-name")]


@fault(family="ingest", law="ingest", requirement="G-ENTITY-23", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Store texts in the charset of an old database."""

    def change(service: Service, batch: Batch, item: object) -> dict[str, object]:
        clean = validate_contact(service, batch, item)
        texts = {uid: one for uid, one in clean.items() if isinstance(one, str)}
        return clean | {
            uid: one.encode("latin-1", "replace").decode("latin-1")
            for uid, one in texts.items()
        }

    return emulator_with(contract, settings, validate_contact=change)
