"""No check is a decoration: for each, a fault is known that it convicts."""

from __future__ import annotations

import json
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
TABLE: dict[str, str] = json.loads(
    Path(__file__).with_name("convictions.json").read_text(encoding="utf-8")
)
SMOKE = profile_named("smoke")


def test_the_table_names_every_check() -> None:
    """The table of convictions names the checks that exist, and no other."""
    assert sorted(all_checks()) == sorted(TABLE)


@pytest.mark.parametrize("name", sorted(set(TABLE.values())))
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
