"""Events are recognised in either naming, by an id or by a text that they carry."""

from __future__ import annotations

import pytest

from instasent_conformance.contract import Json
from instasent_conformance.oracles.sightings import moment_of, sightings

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


@pytest.mark.parametrize("event", [PLAIN, PUSHED])
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


def test_other_events_are_not_seen() -> None:
    """An event that bears none of the marks is no sighting."""
    assert () == sightings({"entities": [PLAIN]}, "v2", "mead")


def test_two_spellings_of_an_instant_are_one() -> None:
    """Zones and fractions do not count, and what is no instant is none."""
    assert moment_of("2024-03-05T08:30:00Z") == moment_of(
        "2024-03-05T09:30:00.000+01:00"
    )
    assert moment_of("soon") is None
