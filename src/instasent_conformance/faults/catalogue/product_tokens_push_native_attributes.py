"""Of a contact that a product token pushes, custom attributes are dropped."""

from __future__ import annotations

from typing import Any

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.authn import authenticate
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
from ..wrapping import (
    noticing,
    present,
)


def witness(server: Server) -> bool:
    """Push a custom attribute with a product token, and read it back."""
    source, token = server.datasource(), server.full_token()
    body: list[Any] = [server.person("u1") | {"points": 1}]
    server.ask("stream.push-contacts", token, source.id, body=body, query="_sync")
    return "points" in server.seen()[0]["attributesData"]


@fault(family="ingest", law="agreement", requirement="G-CAN-28", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Map contacts by the catalogue of the product, and not by the stream."""

    def map_native(service: Service, batch: Batch, item: object) -> dict[str, object]:
        clean, asked = validate_contact(service, batch, item), present()
        header = asked.headers.get("authorization") if asked else None
        if header is None or authenticate(service, header).kind != "product":
            return clean
        return {uid: one for uid, one in clean.items() if service.role(uid)}

    app = emulator_with(contract, settings, validate_contact=map_native)
    return noticing(app, contract, settings)
