"""The value that arrived first wins, whatever the priorities of its datasource."""

from __future__ import annotations

from collections.abc import Sequence

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.records import Candidate
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[object]:
    """Let two datasources disagree, in both orders of arrival."""
    sources, won = [server.datasource(name) for name in ("One", "Two")], []
    for user, order in (("u1", (0, 1)), ("u2", (1, 0))):
        for place in order:
            contact = server.person(user, first_name=f"from {place}")
            server.push(sources[place], contact)
        token = server.reader("audience.get", level="basic")
        person = server.ask("audience.by-value", token, user).body["entity"]
        won.append(person["attributesData"][server.uid("first-name")])
    return won


@fault(
    family="consolidation",
    law="consolidation",
    requirement="G-MERGE-09",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Fill what is empty, and never replace what is there."""

    def oldest(
        _service: Service, _attribute: str, candidates: Sequence[Candidate]
    ) -> object:
        return min(candidates, key=lambda one: one.revision).value

    return emulator_with(contract, settings, consolidate=oldest)
