"""The deletion of a datasource contact is acknowledged and never done."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.contacts import source_contact
from ...emulator.records import Datasource, Project
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[int]:
    """Delete a contact and read it."""
    source, token = server.datasource(), server.full_token()
    server.push(source, server.person("u1"))
    place = (source.id, "u1")
    deleted = server.ask("stream.delete-contact", token, *place, query="_sync")
    return [deleted.status, server.ask("stream.get-contact", token, *place).status]


@fault(family="merge", law="lifecycle", requirement="V-PUSH-20", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Lose the work between the answer and the store."""

    def pretend(
        service: Service, _project: Project, datasource: Datasource, user_id: str
    ) -> bool:
        return source_contact(service, datasource.id, user_id) is not None

    return emulator_with(contract, settings, remove_contact=pretend)
