"""Events are recognised in any spelling, by an id or by a text that they carry."""

from __future__ import annotations

from typing import Any

import pytest

from instasent_conformance.contract import Json
from instasent_conformance.oracles.listings import event_of
from instasent_conformance.oracles.newest import may_leave_out
from instasent_conformance.oracles.sightings import Sighting, moment_of, sightings

PLAIN: Json = {
    "id": "v1",
    "type": "visit",
    "date": "2024-03-05T08:30:00Z",
    "parameters": {"place": "meadow"},
}
PUSHED: Json = {
    "_event_id": "v1",
    "_event_type": "visit",
    "_event_date": "2024-03-05T08:30:00Z",
    "_event_parameters": {"place": "meadow"},
}
CAMEL: Json = {
    "id": "7b1c",
    "eventId": "v1",
    "eventType": "visit",
    "eventDate": "2024-03-05T08:30:00Z",
    "eventParameters": {"place": "meadow"},
    "createdAt": "2024-03-05T08:30:00Z",
    "receivedAt": "2026-01-01T00:00:00Z",
}
SNAKE: Json = {
    "id": 12,
    "event_id": "v1",
    "event_type": "visit",
    "event_date": "2024-03-05T08:30:00Z",
    "event_parameters": {"place": "meadow"},
}


@pytest.mark.parametrize("event", [PLAIN, PUSHED, CAMEL, SNAKE])
@pytest.mark.parametrize("mark", ["v1", "meadow"])
def test_an_event_is_seen_in_any_envelope(event: Json, mark: str) -> None:
    """By type, in groups or as a list: one event is seen once, and read alike."""
    for body in (
        {"entities": {"visit": [event]}},
        {"entities": [{"type": "visit", "events": [event]}]},
        {"entities": [event], "metadata": {"totalHits": 1}},
    ):
        (seen,) = sightings(body, mark)

        assert ("visit", {"place": "meadow"}) == (seen.type, seen.parameters)
        assert "2024-03-05T08:30:00Z" == seen.date


@pytest.mark.parametrize("event", [PLAIN, PUSHED, CAMEL, SNAKE])
def test_an_event_is_named_by_the_id_it_was_pushed_with(event: dict[str, Any]) -> None:
    """Its own id counts only where no other one stands beside it."""
    assert "v1" == event_of(event)


def test_an_arrival_is_told_from_a_creation() -> None:
    """The arrival says when an event was stored; without it, the creation does."""
    (told,) = sightings([CAMEL], "v1")
    (created,) = sightings([{"id": "v1", "created_at": "2026-01-02T00:00:00Z"}], "v1")

    assert "2026-01-01T00:00:00Z" == told.stored_at
    assert "2026-01-02T00:00:00Z" == created.stored_at


def listed(*minutes: int, kind: str | None = "visit") -> list[Sighting]:
    """Return what a timeline lists: events of some minutes of one hour."""
    return [Sighting(kind, moment(minute), None, None) for minute in minutes]


def moment(minute: int) -> str:
    """Return a minute of one hour."""
    return f"2024-03-05T08:{minute:02}:00Z"


@pytest.mark.parametrize(
    ("shown", "may"),
    [
        (listed(6, 5, 4), True),
        (listed(6, 5, 4, kind=None), True),
        (listed(6, 5), False),
        (listed(6, 5, 4, kind="purchase"), False),
        (listed(6, 5, 2), False),
        (listed(), False),
    ],
)
def test_a_list_of_the_newest_may_lack_older_ones(
    shown: list[Sighting], *, may: bool
) -> None:
    """Only one that is full, of the type, and of nothing older may lack an event."""
    assert may_leave_out(shown, "visit", moment(3)) is may


def test_other_events_are_not_seen() -> None:
    """An event that bears none of the marks is no sighting."""
    assert () == sightings({"entities": [PLAIN]}, "v2", "mead")


def test_two_spellings_of_an_instant_are_one() -> None:
    """Zones and fractions do not count, and what is no instant is none."""
    assert moment_of("2024-03-05T08:30:00Z") == moment_of(
        "2024-03-05T09:30:00.000+01:00"
    )
    assert moment_of("soon") is None
