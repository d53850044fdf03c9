"""An aggregation counts the different values of a hidden attribute."""

from __future__ import annotations

from dataclasses import replace

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.aggregations import aggregate
from ...emulator.records import Project, Token
from ...emulator.service import Condition
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> object:
    """Count the different emails at the lowest level."""
    people = [server.person(f"u{n}", email=f"u{n}@conform.example") for n in range(2)]
    server.push(server.datasource(), *people)
    wanted = {"all": {"type": "cardinality", "field": server.uid("email")}}
    token, body = server.reader("audience.aggregations"), {"aggregations": wanted}
    return server.ask("audience.aggregations", token, body=body).body["entities"]


@fault(
    family="redaction",
    law="redaction",
    requirement="G-PRIVACY-07",
    witness=witness,
    permitted="no source says whether figures follow the level",
)
def plant(contract: Registry, settings: Settings) -> App:
    """Take a number for something that discloses nothing."""
    widest = max(contract.levels, key=lambda one: one.rank).level

    def count(
        service: Service,
        token: Token,
        project: Project,
        kind: str,
        where: Condition,
        wanted: object,
    ) -> tuple[dict[str, object], int]:
        asked = wanted.values() if isinstance(wanted, dict) else ()
        if not all(_counts(one) for one in asked):
            return aggregate(service, token, project, kind, where, wanted)
        parts = replace(service.collaborators, level=lambda _service, _token: widest)
        wider = replace(service, collaborators=parts)
        return aggregate(wider, token, project, kind, where, wanted)

    return emulator_with(contract, settings, aggregate=count)


def _counts(asked: object) -> bool:
    if not isinstance(asked, dict):
        return False
    return "cardinality" in (asked.get("type"), *asked)
