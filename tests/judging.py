"""Run the shipped suites in this process against the emulator, changed or not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from instasent_conformance.convicting.sittings import Stop, red_findings, sit
from instasent_conformance.faults.registry import Plant
from instasent_conformance.finding import Finding, Outcome
from instasent_conformance.profiles import profile_named
from instasent_conformance.reports import exit_code
from instasent_conformance.selection import Selection
from instasent_conformance.session import ConformanceSession
from instasent_conformance.settings import SessionSettings
from instasent_conformance.targets import EMULATOR, TargetRequest

PLANTED_HERE = "planted-by-a-test"


@dataclass(frozen=True, slots=True)
class Judgement:
    """How a run ended: its exit code, its red findings and the suite's own errors."""

    exit_code: int
    findings: tuple[Finding, ...]
    errors: tuple[str, ...]
    cases: int = 0
    cells: int = 0
    requests: int = 0

    @property
    def laws(self) -> set[str]:
        """The laws that were broken."""
        return {finding.law for finding in self.findings}


def judge(
    *laws: str,
    fault: str | None = None,
    knobs: Mapping[str, str] | None = None,
    profile: str = "smoke",
    to_the_end: bool = False,
) -> Judgement:
    """
    Judge the embedded emulator.

    Args:
        laws: the laws to judge by; all when there are none.
        fault: the id of a fault to plant.
        knobs: knob id to option, where the assumed option is not wanted.
        profile: the size of the run.
        to_the_end: go on after the first item that failed.
    """
    size = profile_named(profile)
    session = ConformanceSession(
        SessionSettings(
            asked=TargetRequest(
                name=EMULATOR,
                run="s0",
                effects=size.effects,
                knobs=knobs or {},
                fault=fault,
            ),
            profile=size,
            contracts=None,
            selection=Selection(frozenset(laws), frozenset(), frozenset()),
        )
    )
    session.open_contract()
    sit(session, [] if to_the_end else [Stop()])
    session.close()
    records = [record for item in session.items for record in item.records]
    errors = [item.detail for item in session.items if item.outcome is Outcome.ERROR]
    return Judgement(
        exit_code(records, len(errors), size),
        tuple(red_findings(session.items)),
        tuple(errors),
        cases=len(records),
        cells=sum(record.cell is not None for record in records),
        requests=sum(item.requests for item in session.items),
    )


def judge_planted(plant: Plant, *laws: str) -> Judgement:
    """Judge an application that is built here, in the place of a fault."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "instasent_conformance.faults.faulty_app",
            lambda _name, contract, settings: plant(contract, settings),
        )
        return judge(*laws, fault=PLANTED_HERE)
