"""Faults made from the contract: many, distinct, each with a row that it breaks."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from instasent_conformance.contract import load_registry
from instasent_conformance.emulator import Settings
from instasent_conformance.faults import (
    SOURCES,
    FaultUnknown,
    faulty_app,
    planted_faults,
    tells_apart,
)

CONTRACT = load_registry()
TABLE = planted_faults(CONTRACT, "table")
COUNTED = [fault for fault in TABLE.values() if not fault.excluded]
KINDS = sorted({fault.id.split("/")[1] for fault in COUNTED} - {"limit-one-more"})


def test_there_are_more_than_a_thousand_table_faults() -> None:
    """A thousand table faults count, whatever is excluded beside them."""
    assert 1_000 < len(COUNTED)


def test_no_two_faults_have_the_same_id() -> None:
    """An id names one fault, whatever its source."""
    ids = [one for source in SOURCES for one in planted_faults(CONTRACT, source)]

    assert [] == [name for name, count in Counter(ids).items() if count > 1]


def test_no_fault_that_counts_breaks_a_mere_assumption() -> None:
    """What the sources only assume is no requirement, and is held against nobody."""
    assert [] == [fault.id for fault in COUNTED if fault.provenance == "assumed"]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if "limit" not in kind])
def test_the_witness_of_a_table_fault_tells_it_from_health(kind: str) -> None:
    """Of every kind, a fault answers its endpoint otherwise than health does."""
    faults = [fault for fault in COUNTED if fault.id.split("/")[1] == kind]
    drawn = random.Random(1).sample(faults, min(4, len(faults)))

    assert any(tells_apart(fault, CONTRACT) for fault in drawn)


def test_there_are_fifty_pairs() -> None:
    """Fifty pairs of logic faults are planted to see whether one hides the other."""
    assert 50 == len(planted_faults(CONTRACT, "pairs"))


@pytest.mark.parametrize("name", ["table/none", "wire/none/x", "pairs/a+b", "none"])
def test_an_unknown_fault_is_refused(name: str) -> None:
    """An id that names no fault is refused with the nearest that do."""
    with pytest.raises(FaultUnknown, match="unknown fault"):
        faulty_app(name, CONTRACT, Settings(world="empty"))
