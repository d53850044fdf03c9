"""A person disappears with one of its contacts although another still feeds it."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.contacts import remove_contact, source_contact
from ...emulator.records import Datasource, Project
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[int]:
    """Merge two datasources, delete one of the contacts, and read the other."""
    sources, token = (
        [server.datasource(one) for one in ("One", "Two")],
        server.full_token(),
    )
    for source in sources:
        server.push(source, server.person("u1"))
    server.ask("stream.delete-contact", token, sources[0].id, "u1", query="_sync")
    return [
        server.ask("stream.get-contact", token, sources[1].id, "u1").status,
        server.ask("audience.by-value", token, "u1").status,
    ]


@fault(family="merge", law="lifecycle", requirement="G-ENTITY-22", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Delete the person where one of its contacts is to be deleted."""

    def erase(
        service: Service, project: Project, datasource: Datasource, user_id: str
    ) -> bool:
        contact = source_contact(service, datasource.id, user_id)
        done = remove_contact(service, project, datasource, user_id)
        if contact is not None:
            values = (contact.audience,)
            service.store.run("DELETE FROM audience WHERE seq = ?", *values)
            service.store.run("DELETE FROM former_id WHERE audience = ?", *values)
            service.store.run(
                """DELETE FROM identity WHERE contact IN
                (SELECT seq FROM contact WHERE audience = ?)""",
                *values,
            )
        return done

    return emulator_with(contract, settings, remove_contact=erase)
