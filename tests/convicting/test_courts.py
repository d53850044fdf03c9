"""What counts as a conviction, and what does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from instasent_conformance.contract import load_registry
from instasent_conformance.convicting import Court, Task
from instasent_conformance.convicting.sessions import NOTHING_SAID, SAME_ANSWERS
from instasent_conformance.emulator import create_app
from instasent_conformance.faults import Planted, planted_fault
from instasent_conformance.faults.registry import ASSUMED

CONTRACT = load_registry()
KNOWN = "sender-has-no-status"


def judged(fault: Planted, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """Return how a fault that stands in the place of a known one ended, and why."""
    monkeypatch.setattr(
        "instasent_conformance.convicting.sessions.planted_fault",
        lambda _name, _contract: fault,
    )
    monkeypatch.setattr(
        "instasent_conformance.faults.faulty_app",
        lambda _name, contract, settings: fault.plant(contract, settings),
    )
    result = Court(CONTRACT).convict(Task(fault.id, "smoke", 0))
    return result.ending, result.reason


def healthy_with(endpoint: str) -> Planted:
    """Return a fault that does nothing, at one endpoint."""
    return replace(
        planted_fault(KNOWN, CONTRACT),
        plant=lambda contract, settings: create_app(contract, settings=settings),
        endpoints=(endpoint,),
    )


def test_a_fault_is_convicted_at_its_first_new_finding() -> None:
    """The conviction names the check, its law and the requirement that is broken."""
    result = Court(CONTRACT).convict(Task(KNOWN, "smoke", 0))
    conviction = result.conviction

    assert "convicted" == result.ending
    assert conviction is not None
    assert "schema-conformance" == conviction.law
    assert conviction.requirements
    assert 0 < result.requests


def test_health_in_the_place_of_a_fault_is_no_fault(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What its own witness cannot tell from health is excluded."""
    assert ("excluded", SAME_ANSWERS) == judged(
        healthy_with("sender.list"), monkeypatch
    )


def test_what_is_not_convicted_survives(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault that differs, by its witness, and brings no finding survives."""
    calls = iter(range(10))
    hidden = replace(healthy_with("sender.list"), witness=lambda _server: next(calls))

    assert ("survived", NOTHING_SAID) == judged(hidden, monkeypatch)


def test_what_health_shows_too_convicts_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """A finding that the same cases bring from health too is not new."""
    everywhere = replace(
        planted_fault(KNOWN, CONTRACT),
        endpoints=("sender.list",),
        witness=lambda _server: 0,
    )
    convicted = judged(everywhere, monkeypatch)[0]
    monkeypatch.setattr(
        "instasent_conformance.emulator.create_app",
        everywhere.plant,
    )

    assert ("convicted", "excluded") == (convicted, judged(everywhere, monkeypatch)[0])


def test_what_is_only_assumed_is_not_judged() -> None:
    """A fault that breaks an assumption is excluded with its reason, unasked."""
    name = "table/attribute-leaked/audience.get/default/_client_tags"
    result = Court(CONTRACT).convict(Task(name, "smoke", 0))

    assert ("excluded", ASSUMED, 0) == (result.ending, result.reason, result.requests)
