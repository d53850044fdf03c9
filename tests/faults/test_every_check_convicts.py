"""
No check is a decoration: for each, a fault is known that it convicts.

The table names one fault for each check, or null where none is known yet; those are
counted, and there may never be more of them. No fault can turn red what the sources
only assume. A fixed sample of the faults is judged
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
from instasent_conformance.selection import Selection
from instasent_conformance.targets import TargetRequest

CONTRACT = load_registry()
TABLE: dict[str, str | None] = json.loads(
    Path(__file__).with_name("convictions.json").read_text(encoding="utf-8")
)
SMOKE = profile_named("smoke")
FAULTS = sorted({fault for fault in TABLE.values() if fault is not None})
SAMPLE = 24
UNPROVEN = 29
"""How many checks have no known fault; a new check comes with one."""
OBSERVING = frozenset(
    (
        "contact-bears-the-tags-of-its-source",
        "hidden-attribute-cannot-be-asked-for",
    )
)
"""Checks that judge assumptions alone, so that nothing they find is ever red."""
OBSERVED = "hidden-attribute-cannot-be-asked-for"
"""The one of them that has something to say of the healthy emulator."""


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
    without = {check for check, fault in TABLE.items() if fault is None}
    unproven = without - OBSERVING

    assert len(unproven) == UNPROVEN, sorted(unproven)


def test_what_needs_no_fault_judges_assumptions_alone() -> None:
    """A check is let off only if no source supports any requirement of it."""
    weights = {
        (check, row.provenance) for row in CONTRACT.requirements for check in row.checks
    }

    assert {(check, "assumed") for check in OBSERVING} == {
        (check, weight) for check, weight in weights if check in OBSERVING
    }


def test_what_is_only_assumed_is_observed() -> None:
    """A check that cannot be red speaks of the healthy emulator all the same."""
    law = frozenset({all_checks()[OBSERVED].law})
    asked = TargetRequest(run="s0", effects=SMOKE.effects)
    question = Question(asked, "smoke", Selection(law), to_the_end=True)
    judged = judge(question, CONTRACT)
    found = [
        finding.check
        for item in judged.items
        for record in item.records
        for finding in record.findings
    ]

    assert not judged.findings
    assert OBSERVED in found


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
