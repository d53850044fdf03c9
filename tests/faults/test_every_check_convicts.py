"""No check is a decoration: for each, a fault is known that it convicts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from instasent_conformance.checks import all_checks
from instasent_conformance.faults import all_faults

from ..judging import judge

TABLE: dict[str, str] = json.loads(
    Path(__file__).with_name("convictions.json").read_text(encoding="utf-8")
)


def test_the_table_names_every_check() -> None:
    """The table of convictions names the checks that exist, and no other."""
    assert sorted(all_checks()) == sorted(TABLE)


@pytest.mark.parametrize("name", sorted(set(TABLE.values())))
def test_a_fault_is_convicted_by_the_checks_that_name_it(name: str) -> None:
    """The law of a fault, run to the end, brings the findings the table promises."""
    judgement = judge(all_faults()[name].law, fault=name, to_the_end=True)
    convicted_by = {finding.check for finding in judgement.findings}

    promised = {check for check, fault in TABLE.items() if fault == name}
    assert promised == promised & convicted_by
