"""The suites acquit the healthy emulator under every option that the API may have."""

from __future__ import annotations

import pytest

from instasent_conformance.contract import Knob, load_registry
from instasent_conformance.emulator import HONOURED

from ..judging import judge

KNOBS = load_registry().knobs


def others(knob: Knob) -> list[str]:
    """Return the options of a knob that are not the assumed one."""
    return [one.option for one in knob.options if one.option != knob.assumed]


OTHERS = [(knob.id, option) for knob in KNOBS.values() for option in others(knob)]


@pytest.mark.parametrize(("knob", "option"), OTHERS)
def test_the_healthy_emulator_is_acquitted(knob: str, option: str) -> None:
    """Whatever an open question turns out to be, no law finds or leaves anything."""
    judgement = judge(knobs={knob: option}, to_the_end=True)

    assert (0, (), ()) == (judgement.exit_code, judgement.findings, judgement.errors)


def test_every_option_is_served() -> None:
    """The emulator can take on every option, so that none is left out here."""
    assert KNOBS.keys() == HONOURED
