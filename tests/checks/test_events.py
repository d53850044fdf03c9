"""Every check of the law events passes and convicts."""

from __future__ import annotations

from typing import Any

import pytest

from instasent_conformance.contract import Json
from instasent_conformance.oracles.event_stories import (
    EventSeen,
    EventsSeen,
    KnownIds,
    Overwriting,
    Undated,
    UnknownPeople,
)
from instasent_conformance.oracles.sightings import Sighting

from .exchanges import exchange
from .verdicts import abstentions, violations

DAY = "2024-03-05T08:30:00.000Z"
PUSHED: dict[str, Json] = {
    "_event_type": "visit",
    "_event_date": DAY,
    "_event_parameters": {"place": "a", "amount": 4},
}


def sighting(**members: Any) -> Sighting:
    """Return a sighting of the event, in some members other than it was pushed."""
    shown = {
        "type": "visit",
        "date": DAY,
        "parameters": {"place": "a", "amount": 4},
        "stored_at": DAY,
    }
    return Sighting(**{**shown, **members})


def seen(*own: Sighting, **members: Any) -> EventsSeen:
    """Return one event that was accepted and is found once."""
    whole = {"accepted": True, "astray": 0, "searched": 1, **members}
    return EventsSeen((EventSeen("first", PUSHED, own=own, **whole),))


def test_an_event_that_is_there_once_passes() -> None:
    """One sighting and one match, as pushed and nowhere else, break nothing."""
    for name in (
        "event-appears-once",
        "event-belongs-to-its-contact",
        "event-is-shown-as-it-was-pushed",
    ):
        assert [] == violations(name, seen(sighting()))


@pytest.mark.parametrize(
    "evidence",
    [
        seen(),
        seen(sighting(), sighting()),
        seen(sighting(), searched=0),
        seen(sighting(), searched=2),
        seen(sighting(), accepted=False),
    ],
)
def test_a_lost_or_doubled_event_convicts(evidence: EventsSeen) -> None:
    """An event that is refused, missing or there twice convicts."""
    assert 1 == len(violations("event-appears-once", evidence))


def test_an_event_that_newer_ones_outnumber_has_to_be_found() -> None:
    """A timeline of newer ones may lack an event, if a search finds it once."""
    name = "event-appears-once"

    assert [] == violations(name, seen(outnumbered=True))
    assert [] == violations(name, seen(sighting(), outnumbered=True))
    for wrong in (
        seen(outnumbered=True, searched=0),
        seen(outnumbered=True, searched=2),
        seen(sighting(), sighting(), outnumbered=True),
    ):
        assert 1 == len(violations(name, wrong))


def test_an_event_astray_convicts() -> None:
    """An event on the timeline of somebody else convicts."""
    name = "event-belongs-to-its-contact"

    assert 1 == len(violations(name, seen(sighting(), astray=1)))


@pytest.mark.parametrize(
    "other",
    [
        {"type": "purchase"},
        {"date": "2024-03-06T08:30:00.000Z"},
        {"parameters": {"place": "b", "amount": 4}},
        {"parameters": {"amount": 4}},
        {"parameters": {"place": "a", "amount": 5}},
    ],
)
def test_an_event_that_shows_something_else_convicts(other: dict[str, Json]) -> None:
    """Another type, day or parameter than was pushed convicts."""
    name = "event-is-shown-as-it-was-pushed"

    assert 1 == len(violations(name, seen(sighting(**other))))


@pytest.mark.parametrize(
    "other",
    [
        {"date": "2024-03-05T09:30:00+01:00"},
        {"type": None, "date": None, "parameters": None},
        {"parameters": {"place": "a", "amount": "4", "more": True}},
    ],
)
def test_another_spelling_passes(other: dict[str, Json]) -> None:
    """Another zone, a number as text and a member that is not shown break nothing."""
    name = "event-is-shown-as-it-was-pushed"

    assert [] == violations(name, seen(sighting(**other)))


def test_an_event_that_changes_convicts() -> None:
    """Any change, and the later contents in a search, convict."""
    name = "accepted-event-never-changes"
    one, other = sighting(), sighting(date="2023-11-07T19:45:00.000Z")

    assert [] == violations(name, Overwriting("date", (one,), (one,), 0))
    assert 1 == len(violations(name, Overwriting("date", (one,), (other,), 0)))
    assert 1 == len(violations(name, Overwriting("date", (one,), (one, other), 0)))
    assert 1 == len(violations(name, Overwriting("date", (one,), (), 0)))
    assert 1 == len(violations(name, Overwriting("date", (one,), (one,), 1)))
    assert 1 == len(abstentions(name, Overwriting("date", (), (), 0)))


def test_two_answers_to_a_known_id_convict() -> None:
    """A known id is accepted each time, or failed each time."""
    name = "one-rule-answers-known-event-ids"

    assert [] == violations(name, KnownIds({"equal": True, "different": True}))
    assert [] == violations(name, KnownIds({"equal": False, "different": False}))
    assert 1 == len(violations(name, KnownIds({"equal": True, "different": False})))


@pytest.mark.parametrize(
    ("at_once", "later", "made", "number"),
    [
        (False, True, False, 0),
        (False, False, False, 0),
        (True, True, False, 0),
        (True, True, True, 0),
        (True, False, False, 1),
        (False, True, True, 1),
    ],
)
def test_events_of_nobody_meet_one_fate(
    *, at_once: bool, later: bool, made: bool, number: int
) -> None:
    """Each option passes whole, and no mixture of two does."""
    evidence = UnknownPeople(
        {"synchronous": at_once, "queued": later},
        {"synchronous": made, "queued": made},
    )
    name = "one-rule-explains-events-of-unknown-contacts"

    assert number == len(violations(name, evidence))


def test_an_undated_event_happens_when_it_is_stored() -> None:
    """Any other day convicts; an event that does not say proves nothing."""
    name = "undated-event-happens-on-arrival"
    answer = exchange("stream.push-events", 202)
    late = sighting(stored_at="2024-03-05T08:30:40.000Z")
    wrong = sighting(stored_at="2026-11-01T00:00:00.000Z")

    assert [] == violations(name, Undated(answer, (late,)))
    assert 1 == len(violations(name, Undated(answer, (wrong,))))
    assert 1 == len(violations(name, Undated(answer, ())))
    assert 1 == len(abstentions(name, Undated(answer, (sighting(stored_at=None),))))
