"""
An accepted event is there once, for its contact, and never changes.

    push v1 {place: a} · push v1 {place: b} → the timeline shows v1 once, with place a
"""

from __future__ import annotations

import pytest

from instasent_conformance.histories.event_stories import (
    judge_gathering,
    judge_known_ids,
    judge_overwriting,
    judge_undated,
    judge_unknown_people,
)
from instasent_conformance.trial import Trial

pytestmark = pytest.mark.law("events")


def test_an_accepted_event_is_there_once(trial: Trial) -> None:
    """Retries add nothing, other ids do, and every event shows as it was pushed."""
    judge_gathering(trial)


def test_an_accepted_event_never_changes(trial: Trial) -> None:
    """A known id that comes with other contents leaves the first ones as they are."""
    judge_overwriting(trial)


def test_known_ids_are_answered_alike(trial: Trial) -> None:
    """A known id is a success each time, or a failed item each time."""
    judge_known_ids(trial)


def test_events_of_nobody_meet_one_fate(trial: Trial) -> None:
    """One rule explains what becomes of events whose contact does not exist."""
    judge_unknown_people(trial)


def test_an_undated_event_happens_on_arrival(trial: Trial) -> None:
    """An event without a date is dated by its arrival."""
    judge_undated(trial)
