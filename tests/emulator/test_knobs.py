"""Every option of every honoured knob starts, and does what it says."""

from __future__ import annotations

from typing import Any

import pytest

from instasent_conformance.contract import load_registry
from instasent_conformance.emulator import HONOURED

from .assumptions import ASSUMPTIONS
from .conftest import Start
from .message_probes import MESSAGE_PROBES
from .probes import PROBES

ASKED = {**PROBES, **MESSAGE_PROBES, **ASSUMPTIONS}
RATED = ("K-22", "K-23")
OPTIONS = [
    (knob.id, option.option)
    for knob in load_registry().knobs.values()
    if knob.id in HONOURED
    for option in knob.options
]


@pytest.mark.parametrize(("knob", "option"), OPTIONS)
def test_option_does_what_it_says(start: Start, knob: Any, option: Any) -> None:
    """A probe of the behaviour names the option that was chosen."""
    lab = start(knobs={knob: option}, enforce_rates=knob in RATED)
    lab.settle(plan="S" if knob in RATED else "XL")

    assert option in ASKED[knob](lab).split()


def test_every_honoured_knob_has_a_probe() -> None:
    """No knob is honoured on its word alone."""
    assert set(HONOURED) == set(ASKED)
