"""Contacts with an equal email stay apart in a project that merges by email."""

from __future__ import annotations

from collections.abc import Sequence

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.merging import match
from ...emulator.records import Key
from ...transport import App
from ..planting import emulator_joining
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[int]:
    """Push two contacts with one email."""
    people = [server.person(user, email="a@a.example") for user in ("u1", "u2")]
    server.push(server.datasource(), *people)
    return server.groups()


@fault(family="merge", law="merging", requirement="G-MERGE-08", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Honour the extra merging attributes except one."""
    email = contract.attribute("email").uid

    def skip(service: Service, project_id: str, keys: Sequence[Key]) -> list[int]:
        rest = [key for key in keys if key.attribute != email]
        return match(service, project_id, rest)

    return emulator_joining(contract, settings, skip)
