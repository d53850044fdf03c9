"""The suites acquit health, and convict a sample of the faults of every source."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from instasent_conformance.contract import load_registry
from instasent_conformance.convicting import Court, Task, remembered
from instasent_conformance.faults import SOURCES, planted_faults
from instasent_conformance.profiles import LAWS

from ..judging import judge

CONTRACT = load_registry()
COURT = Court(CONTRACT)
PUBLISHED = Path(__file__).parents[2] / "reports" / "published" / "faults.json"
FIRST = remembered(PUBLISHED)
SIZES = {"logic": 32, "pairs": 4, "table": 64, "wire": 16}
"""So many of each source; `conform faults run` judges all."""
SHARES = {"logic": 0.9, "table": 0.95, "wire": 0.9}
"""What a sample must reach."""


def sample(source: str) -> list[str]:
    """Return faults of a source, the same ones as long as there are the same."""
    known = next(one for one in SOURCES if one == source)
    faults = planted_faults(CONTRACT, known).values()
    counted = [one.id for one in faults if not one.excluded]
    return random.Random(0).sample(counted, SIZES[source])


@pytest.mark.parametrize("law", LAWS)
def test_the_healthy_emulator_is_acquitted(law: str) -> None:
    """No law finds anything in the healthy emulator, and none leaves it undecided."""
    judgement = judge(law, to_the_end=True)

    assert (0, (), ()) == (judgement.exit_code, judgement.findings, judgement.errors)


def ending(name: str) -> str:
    """Judge a fault, first by what convicted it in the published run."""
    return COURT.convict(Task(name, "smoke", 0, FIRST.get(name, ""))).ending


@pytest.mark.parametrize("name", sample("pairs"))
def test_a_pair_of_faults_is_convicted(name: str) -> None:
    """Two faults that somebody wrote do not hide each other."""
    assert "convicted" == ending(name)


@pytest.mark.parametrize("source", SHARES)
def test_few_faults_survive(source: str) -> None:
    """Of a sample of the faults of a source, few survive."""
    ended = {name: ending(name) for name in sample(source)}
    counted = [name for name, word in ended.items() if word != "excluded"]
    survivors = [name for name in counted if ended[name] == "survived"]

    assert len(survivors) <= (1 - SHARES[source]) * len(counted), survivors
