"""A write that is queued is waited for, up to a deadline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from instasent_conformance.contract import load_registry
from instasent_conformance.target import Target
from instasent_conformance.targets import TargetRequest, open_target
from instasent_conformance.world.patience import in_time, state_after

from ..checks.exchanges import exchange


@pytest.fixture
def slept() -> list[float]:
    """Collect every pause."""
    return []


@pytest.fixture
def target(slept: list[float]) -> Iterator[Target]:
    """Return a target whose queue may take ten seconds."""
    opened = open_target(TargetRequest(), load_registry())
    yield replace(opened, patience=10.0, wait=slept.append)
    opened.close()


def test_what_comes_late_is_found(target: Target, slept: list[float]) -> None:
    """The pauses grow, and end when the thing is there."""
    answers = iter([None, None, None, "there"])

    assert "there" == in_time(target, lambda: next(answers))
    assert [0.2, 0.4, 0.8] == pytest.approx(slept)


def test_what_never_comes_is_given_up(target: Target, slept: list[float]) -> None:
    """At the deadline nothing more is asked."""
    assert None is in_time(target, lambda: None)
    assert 10.0 == pytest.approx(sum(slept))


def test_what_is_there_costs_no_pause(target: Target, slept: list[float]) -> None:
    """Nobody waits for what is there at once, nor without patience."""
    assert 1 == in_time(target, lambda: 1)
    assert None is in_time(replace(target, patience=0.0), lambda: None)
    assert [] == slept


def test_only_an_accepted_write_is_waited_for(
    target: Target, slept: list[float]
) -> None:
    """The state after a refusal is that of now, and after a success the changed one."""
    taken, refused = (exchange("datasource.create", code, {}) for code in (202, 403))
    states = iter(["a", "a", "b"])

    assert "a" == state_after(target, refused, "a", lambda: "a")
    assert [] == slept
    assert "b" == state_after(target, taken, "a", lambda: next(states))
    assert "a" == state_after(target, taken, "a", lambda: "a")
