"""A contact that is pushed again gets another id."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.contacts import remove_contact
from ...emulator.records import Datasource, Project, SourceContact
from ...transport import App
from ..planting import emulator_storing_again
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> bool:
    """Push one contact twice, and compare its ids."""
    source, token = server.datasource(), server.full_token()
    found = []
    for _ in range(2):
        server.push(source, server.person("u1"))
        answer = server.ask("stream.get-contact", token, source.id, "u1")
        found.append(answer.body["contact"]["id"])
    return bool(found[0] == found[1])


@fault(
    family="ingest",
    law="ingest",
    requirement="D-INGEST-24",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Delete, then insert."""

    def delete(
        service: Service, project: Project, source: Datasource, known: SourceContact
    ) -> None:
        remove_contact(service, project, source, known.user_id)

    return emulator_storing_again(contract, settings, delete)
