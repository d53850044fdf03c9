"""A custom attribute that one project declares exists in every other one."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.catalogue import declare
from ...emulator.contacts import validate_contact
from ...emulator.service import Batch
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> bool:
    """Push a custom attribute at home and look for it in the sibling's specs."""
    server.push(server.datasource(), {**server.person("u1"), "shoe-size": 42})
    token = server.full_token("sibling")
    answer = server.ask("specs.attributes", token, project="sibling")
    return b'"shoe-size"' in answer.content


@fault(family="tenant", law="isolation", requirement="G-ISOLATE-01", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Keep one catalogue of attributes for everybody."""

    def spread(service: Service, batch: Batch, item: object) -> dict[str, object]:
        clean = validate_contact(service, batch, item)
        for row in service.store.rows("SELECT id FROM project"):
            if not batch.dry_run:
                declare(service, row[0], batch.datasource.uid, clean)
        return clean

    return emulator_with(contract, settings, validate_contact=spread)
