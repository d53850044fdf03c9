"""The id of a person who was joined to another leads nowhere."""

from __future__ import annotations

from collections.abc import Sequence

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.merging import integrate
from ...emulator.records import Key, Project, SourceContact
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[int]:
    """Join two people and read both of their ids."""
    source, token = server.datasource(), server.full_token()
    server.push(source, server.person("u1"), server.person("u2"))
    before = [person["id"] for person in server.seen()]
    people = [server.person(user, email="a@a.example") for user in ("u1", "u2")]
    server.push(source, *people)
    return [server.ask("audience.get", token, ident).status for ident in before]


@fault(
    family="merge", law="source-tracking", requirement="V-AUDIENCE-03", witness=witness
)
def plant(contract: Registry, settings: Settings) -> App:
    """Give an id up with the person who had it."""

    def forget(
        service: Service, project: Project, contact: SourceContact, lost: Sequence[Key]
    ) -> int:
        person = integrate(service, project, contact, lost)
        service.store.run(
            """DELETE FROM former_id WHERE audience = ?1
            AND id <> (SELECT id FROM audience WHERE seq = ?1)""",
            person,
        )
        return person

    return emulator_with(contract, settings, integrate=forget)
