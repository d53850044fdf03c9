"""The calibration sees what a target does, and respects what is allowed."""

from __future__ import annotations

import pytest

from instasent_conformance.calibration.asking import PROBES
from instasent_conformance.contract import load_registry

from .interviews import interview

CONTRACT = load_registry()
OPTIONS = [
    (knob, option.option) for knob in PROBES for option in CONTRACT.knob(knob).options
]


@pytest.mark.parametrize(("knob", "option"), OPTIONS)
def test_the_option_is_seen(knob: str, option: str) -> None:
    """Whatever option a knob has, its probe names that option."""
    (seen,) = interview(CONTRACT, {knob: option}, (knob,))

    assert (option, "") == (seen.option, seen.why)
    assert seen.exchanges


def test_all_questions_together_are_answered_as_assumed() -> None:
    """Asked one after the other on one target, every probe sees what is assumed."""
    seen = interview(CONTRACT, {})

    assert list(CONTRACT.knobs) == [one.knob for one in seen]
    assert [] == [
        one.knob for one in seen if one.knob in PROBES and one.option != one.assumed
    ]


def test_what_is_not_allowed_is_not_sent() -> None:
    """On a target that allows reads alone no other request is sent."""
    seen = interview(CONTRACT, {}, effects=frozenset(("read",)))
    effects = {
        CONTRACT.access[exchange.request.endpoint].effect
        for one in seen
        for exchange in one.exchanges
    }

    assert {"read"} == effects
    writing = [one for one in seen if PROBES.get(one.knob, ("read",))[0] == "write"]
    assert {"write is not allowed"} == {one.why for one in writing}


def test_a_question_is_asked_or_says_why_not() -> None:
    """Every open question has a probe, or the reason why no target is asked it."""
    reasons = {knob: row.unasked for knob, row in CONTRACT.knobs.items()}
    unasked = {knob for knob, reason in reasons.items() if reason}

    assert CONTRACT.knobs.keys() - PROBES.keys() == unasked
    assert {"K-22", "K-23", "K-30", "K-31"} == unasked


def test_probes_ask_declared_questions() -> None:
    """Every probe belongs to a knob of the contract."""
    assert PROBES.keys() <= CONTRACT.knobs.keys()
