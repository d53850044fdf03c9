"""A contact that carries nothing but a user id never reaches the audience."""

from __future__ import annotations

from collections.abc import Sequence

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.contacts import contacts_of
from ...emulator.merging import integrate
from ...emulator.records import Key, Project, SourceContact
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[int]:
    """Push a bare contact and a richer one, and look both up."""
    source, token = server.datasource(), server.reader("audience.get")
    server.push(source, server.person("u1"), server.person("u2", first_name="Ana"))
    return [
        server.ask("audience.by-value", token, user).status for user in ("u1", "u2")
    ]


@fault(family="merge", law="merging", requirement="G-ENTITY-22", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Skip contacts that seem empty."""

    def skip(
        service: Service, project: Project, contact: SourceContact, lost: Sequence[Key]
    ) -> int:
        person = integrate(service, project, contact, lost)
        if len(contact.data) == 1 and len(contacts_of(service, person)) == 1:
            values = (person,)
            service.store.run("DELETE FROM audience WHERE seq = ?", *values)
            service.store.run("DELETE FROM former_id WHERE audience = ?", *values)
            service.store.run(
                "UPDATE contact SET audience = NULL WHERE audience = ?", *values
            )
        return person

    return emulator_with(contract, settings, integrate=skip)
