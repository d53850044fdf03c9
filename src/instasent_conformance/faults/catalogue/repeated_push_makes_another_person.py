"""A contact pushed again becomes a second person beside the first."""

from __future__ import annotations

from collections.abc import Sequence

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.merging import create, integrate
from ...emulator.records import Key, Project, SourceContact
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> int:
    """Push one contact twice and count the people."""
    source = server.datasource()
    for _ in range(2):
        server.push(source, server.person("u1", email="a@a.example"))
    return len(server.seen())


@fault(family="merge", law="merging", requirement="G-MERGE-17", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Take an update for the arrival of somebody new."""

    def again(
        service: Service, project: Project, contact: SourceContact, lost: Sequence[Key]
    ) -> int:
        if contact.audience is not None and not lost:
            return create(service, project, [contact.seq])
        return integrate(service, project, contact, lost)

    return emulator_with(contract, settings, integrate=again)
