"""A group within a group within a group matches what all its children match."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Settings
from ...transport import App
from ..planting import emulator_joining_groups
from ..registry import fault
from ..witness import Server

_LEVEL = 3


def witness(server: Server) -> int:
    """Search for who meets one of two conditions that are joined by `or`."""
    server.push(server.datasource(), server.person("u1"))
    return len(server.found(server.nested("or", "u1", "u2", level=_LEVEL)))


@fault(family="filter", law="filters", requirement="D-FILTER-10", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Compile what is nested deeply with the stricter of both joins."""
    return emulator_joining_groups(contract, settings, "and", level=_LEVEL)
