"""A run goes by the event types that the project has, whatever the contract knows."""

from __future__ import annotations

from contextlib import closing

import msgspec
import pytest

from instasent_conformance.canaries import Canaries
from instasent_conformance.contract import EventType, Json, load_registry
from instasent_conformance.convicting.sittings import red_findings, sit
from instasent_conformance.finding import Outcome
from instasent_conformance.profiles import profile_named
from instasent_conformance.selection import Selection
from instasent_conformance.session import ConformanceSession
from instasent_conformance.settings import SessionSettings
from instasent_conformance.targets import TargetRequest, open_target
from instasent_conformance.world import open_world

CONTRACT = load_registry()


def kind(uid: str, **parameters: Json) -> EventType:
    """Return an event type; keywords are parameters, each with its data type."""
    fields = msgspec.structs.replace(CONTRACT.event_types[0], uid=uid).fields
    sample = CONTRACT.event_types[0].parameters[0]
    return EventType(
        uid=uid,
        fields={**fields, "uid": uid},
        parameters=tuple(
            {**sample, "parameter": name, "maxLength": None, **spec}
            for name, spec in parameters.items()
        ),
    )


OTHERS = (
    kind("visit", page={"dataType": "string", "maxLength": 3}),
    kind(
        "reservation",
        house={"dataType": "string", "maxLength": 40, "required": True},
        nights={"dataType": "int"},
        arrival={"dataType": "date"},
    ),
    kind("note", words={"dataType": "string", "maxLength": 200}),
    kind("payment", sum={"dataType": "decimal"}, reference={"dataType": "string"}),
)
SMOKE = profile_named("smoke")
ELSEWHERE = CONTRACT.with_event_types(OTHERS)


def test_the_event_types_of_a_project_are_learnt() -> None:
    """What discovery describes replaces the event types that the contract names."""
    with closing(open_target(TargetRequest(), ELSEWHERE)) as target:
        world = open_world(CONTRACT, target, Canaries(0, "t"))

    learnt = {one.uid: one.parameters for one in world.contract.event_types}
    assert {one.uid for one in OTHERS} == learnt.keys()
    assert 3 == learnt["visit"][0]["maxLength"]
    assert "visit" == world.contract.plainest_event_type.uid


def test_a_contract_that_fits_is_kept() -> None:
    """Where the project has what the contract names, nothing is built anew."""
    with closing(open_target(TargetRequest(), CONTRACT)) as target:
        assert CONTRACT is open_world(CONTRACT, target, Canaries(0, "t")).contract


@pytest.mark.parametrize(
    "law",
    [
        *("events", "timeline", "ingest", "filters", "paging", "agreement"),
        *("discovery", "schema-conformance", "lifecycle"),
    ],
)
def test_other_event_types_bring_no_alarm(law: str) -> None:
    """A healthy project with event types of its own breaks no law."""
    session = ConformanceSession(
        SessionSettings(
            asked=TargetRequest(effects=SMOKE.effects),
            profile=SMOKE,
            contracts=None,
            selection=Selection(frozenset([law])),
        ),
        loaded=CONTRACT,
    )
    session.open_target(ELSEWHERE)
    session.open_contract()
    try:
        sit(session, [])
    finally:
        session.close()

    assert [] == [one.detail for one in session.items if one.outcome is Outcome.ERROR]
    assert [] == list(red_findings(session.items))
    assert [] == [
        f"{record.case}: {record.detail}"
        for one in session.items
        for record in one.records
        if record.outcome is Outcome.INCONCLUSIVE
    ]
