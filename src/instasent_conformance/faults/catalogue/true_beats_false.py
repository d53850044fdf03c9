"""A true flag of any source beats the false one of a better source."""

from __future__ import annotations

from collections.abc import Sequence

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.consolidation import consolidate
from ...emulator.records import (
    Candidate,
)
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> object:
    """Let two sources disagree about a flag, the better one denying it."""
    for name, flag in (("One", False), ("Two", True)):
        server.push(server.datasource(name), server.person("u1", accepts_sms=flag))
    return server.seen()[0]["attributesData"][server.uid("accepts-sms")]


@fault(
    family="consolidation",
    law="consolidation",
    requirement="G-MERGE-09",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Join flags by `or`, as if they were facts."""

    def either(
        service: Service, attribute: str, candidates: Sequence[Candidate]
    ) -> object:
        if any(one.value is True for one in candidates):
            return True
        return consolidate(service, attribute, candidates)

    return emulator_with(contract, settings, consolidate=either)
