"""A null phone is kept as a value, so that people without a phone are one person."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.contacts import validate_contact
from ...emulator.normalising import normalise
from ...emulator.service import Batch
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[int]:
    """Push two strangers whose phone is null."""
    people = [server.person(user, phone=None) for user in ("u1", "u2")]
    server.push(server.datasource(), *people)
    return server.groups()


@fault(family="merge", law="merging", requirement="D-MERGE-01", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Turn every value of a merging attribute into a text, the absent one included."""

    def stringify(service: Service, batch: Batch, item: object) -> dict[str, object]:
        clean = validate_contact(service, batch, item)
        phone = service.uid("phone")
        if phone in clean and clean[phone] is None:
            clean[phone] = "null"
        return clean

    def spell(
        service: Service, role: str, value: object, country: str | None
    ) -> str | None:
        return "null" if value == "null" else normalise(service, role, value, country)

    return emulator_with(
        contract, settings, validate_contact=stringify, normalise=spell
    )
