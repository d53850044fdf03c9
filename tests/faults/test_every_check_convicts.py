"""
No check is a decoration: for each, a fault is known that it convicts.

The table names one fault for each check, and null for the one that no fault can show.
A fixed sample of the faults is judged here; `CONFORM_WHOLE=1`, which `tox -e faults`
sets, judges them all.
"""

from __future__ import annotations

import json
import os
import random
from pathlib import Path

import pytest

from instasent_conformance.checks import all_checks
from instasent_conformance.contract import load_registry
from instasent_conformance.convicting.judging import Judgement, Question, judge
from instasent_conformance.convicting.planning import choices
from instasent_conformance.faults import planted_fault
from instasent_conformance.profiles import profile_named
from instasent_conformance.selection import Selection
from instasent_conformance.targets import TargetRequest

CONTRACT = load_registry()
TABLE: dict[str, str | None] = json.loads(
    Path(__file__).with_name("convictions.json").read_text(encoding="utf-8")
)
SMOKE = profile_named("smoke")
FAULTS = sorted({fault for fault in TABLE.values() if fault is not None})
SAMPLE = 24
OBSERVED = "hidden-attribute-cannot-be-asked-for"
"""The one check that no fault can show: it judges an assumption that health breaks."""


def judged() -> list[str]:
    """Return the faults that are judged: all of them, or always the same ones."""
    if os.environ.get("CONFORM_WHOLE"):
        return FAULTS
    return sorted(random.Random(0).sample(FAULTS, min(SAMPLE, len(FAULTS))))


def checks_in(judged: Judgement) -> set[str]:
    """Return the checks that found something, were it only an observation."""
    return {
        finding.check
        for item in judged.items
        for record in item.records
        for finding in record.findings
    }


def test_the_table_names_every_check() -> None:
    """The table of convictions names the checks that exist, and no other."""
    assert sorted(all_checks()) == sorted(TABLE)


def test_no_check_comes_without_a_fault() -> None:
    """For every check but one a fault is known that it convicts."""
    assert [OBSERVED] == [check for check, fault in TABLE.items() if fault is None]


def test_what_is_only_assumed_is_observed() -> None:
    """The check that no fault shows has something to say of health, and nothing red."""
    law = frozenset({all_checks()[OBSERVED].law})
    asked = TargetRequest(run="s0", effects=SMOKE.effects)
    question = Question(asked, "smoke", Selection(law), to_the_end=True)
    judged = judge(question, CONTRACT)

    assert not judged.findings
    assert OBSERVED in checks_in(judged)


@pytest.mark.parametrize("name", judged())
def test_a_fault_is_convicted_by_the_checks_that_name_it(name: str) -> None:
    """
    A fault, judged ever wider, brings the findings that the table promises.

    They are red, but of a fault that breaks a mere assumption.
    """
    promised = {check for check, fault in TABLE.items() if fault == name}
    fault, found = planted_fault(name, CONTRACT), set[str]()
    for choice in choices(fault, CONTRACT):
        asked = TargetRequest(run="s0", effects=SMOKE.effects, fault=name)
        question = Question(asked, "smoke", choice.selection, to_the_end=True)
        judged = judge(question, CONTRACT)
        red = {finding.check for finding in judged.findings}
        found |= checks_in(judged) if fault.excluded else red
        if promised <= found:
            break

    assert promised == promised & found
