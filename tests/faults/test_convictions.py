"""The suites convict every planted fault, by the law it names, and acquit health."""

from __future__ import annotations

import pytest

from instasent_conformance.faults import all_faults
from instasent_conformance.profiles import LAWS

from ..judging import judge

FAULTS = all_faults()


@pytest.mark.parametrize("law", LAWS)
def test_the_healthy_emulator_is_acquitted(law: str) -> None:
    """No law finds anything in the healthy emulator, and none leaves it undecided."""
    judgement = judge(law, to_the_end=True)

    assert (0, (), ()) == (judgement.exit_code, judgement.findings, judgement.errors)


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_convicted(name: str) -> None:
    """A run of the law that a fault names ends in findings of that law, and exit 1."""
    law = FAULTS[name].law
    judgement = judge(law, fault=name)

    assert (1, {law}) == (judgement.exit_code, judgement.laws)
