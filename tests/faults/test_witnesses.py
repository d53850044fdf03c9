"""Every fault can be told from the healthy emulator, by nothing but requests."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from instasent_conformance.contract import load_registry
from instasent_conformance.emulator import Settings, create_app
from instasent_conformance.faults import (
    all_faults,
    faulty_app,
    planted_fault,
    planted_faults,
)
from instasent_conformance.faults.witness import Server

CONTRACT = load_registry()
SETTINGS = Settings(world="empty")
FAULTS = all_faults()


def healthy(name: str) -> Any:
    """Ask a fresh healthy emulator what the witness of a fault asks."""
    with Server(create_app(CONTRACT, settings=SETTINGS), CONTRACT) as server:
        return FAULTS[name].witness(server)


@pytest.mark.parametrize("name", FAULTS)
def test_a_witness_tells_a_fault_from_health(name: str) -> None:
    """Two fresh healthy emulators give a witness one value, the faulty one another."""
    value = healthy(name)
    with Server(faulty_app(name, CONTRACT, SETTINGS), CONTRACT) as server:
        faulty = FAULTS[name].witness(server)

    assert value == healthy(name)
    assert value != faulty


def test_no_two_faults_say_the_same() -> None:
    """Every fault has a sentence of its own."""
    counts = Counter(fault.sentence for fault in FAULTS.values())

    assert [] == [sentence for sentence, count in counts.items() if count > 1]


def test_every_fault_names_a_requirement_that_more_than_a_guess_supports() -> None:
    """A fault breaks more than an assumption, or says why the sources permit it."""
    rows = {row.id: row.provenance for row in CONTRACT.requirements}

    assert [] == [
        fault.id
        for fault in FAULTS.values()
        if rows.get(fault.requirement, "assumed") == "assumed" and not fault.permitted
    ]


def test_every_fault_names_a_requirement_that_exists() -> None:
    """What a fault breaks is a row of the requirements, also where it is permitted."""
    known = {row.id for row in CONTRACT.requirements}

    assert [] == [one.id for one in FAULTS.values() if one.requirement not in known]


def test_what_the_sources_permit_counts_nowhere() -> None:
    """A permitted fault is excluded with its reason, and part of no pair."""
    permitted = {one.id: one.permitted for one in FAULTS.values() if one.permitted}
    paired = {
        name
        for pair in planted_faults(CONTRACT, "pairs")
        for name in pair.removeprefix("pairs/").split("+")
    }

    assert permitted == {
        name: planted_fault(name, CONTRACT).excluded for name in permitted
    }
    assert paired.isdisjoint(permitted)
