"""
No check is a decoration: for each, a fault is known that it convicts.

The table names one fault for each check, or null where none is known yet; those are
counted, and there may never be more of them. A fixed sample of the faults is judged
here; `CONFORM_WHOLE=1`, which `tox -e faults` sets, judges them all.
"""

from __future__ import annotations

import json
import os
import random
from pathlib import Path

import pytest

from instasent_conformance.checks import all_checks
from instasent_conformance.contract import load_registry
from instasent_conformance.convicting.judging import Question, judge
from instasent_conformance.convicting.planning import choices
from instasent_conformance.faults import planted_fault
from instasent_conformance.profiles import profile_named
from instasent_conformance.targets import TargetRequest

CONTRACT = load_registry()
TABLE: dict[str, str | None] = json.loads(
    Path(__file__).with_name("convictions.json").read_text(encoding="utf-8")
)
SMOKE = profile_named("smoke")
FAULTS = sorted({fault for fault in TABLE.values() if fault is not None})
SAMPLE = 24
UNPROVEN = 2
"""How many checks have no known fault; a new check comes with one."""


def judged() -> list[str]:
    """Return the faults that are judged: all of them, or always the same ones."""
    if os.environ.get("CONFORM_WHOLE"):
        return FAULTS
    return sorted(random.Random(0).sample(FAULTS, min(SAMPLE, len(FAULTS))))


def test_the_table_names_every_check() -> None:
    """The table of convictions names the checks that exist, and no other."""
    assert sorted(all_checks()) == sorted(TABLE)


def test_no_check_comes_without_a_fault() -> None:
    """The checks that no known fault is convicted by do not become more."""
    unproven = [check for check, fault in TABLE.items() if fault is None]

    assert len(unproven) == UNPROVEN, unproven


@pytest.mark.parametrize("name", judged())
def test_a_fault_is_convicted_by_the_checks_that_name_it(name: str) -> None:
    """A fault, judged ever wider, brings the findings that the table promises."""
    promised = {check for check, fault in TABLE.items() if fault == name}
    found: set[str] = set()
    for choice in choices(planted_fault(name, CONTRACT), CONTRACT):
        asked = TargetRequest(run="s0", effects=SMOKE.effects, fault=name)
        question = Question(asked, "smoke", choice.selection, to_the_end=True)
        found |= {finding.check for finding in judge(question, CONTRACT).findings}
        if promised <= found:
            break

    assert promised == promised & found
