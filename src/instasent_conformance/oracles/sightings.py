"""Events as answers show them, whichever way the names of their members are spelt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from ..contract import Json
from .event_members import ARRIVED, CREATED, HAPPENED, PARAMETERS, TYPE, value_of


@dataclass(frozen=True, slots=True)
class Sighting:
    """
    One event of an answer; a member that the answer does not show is None.

    Nobody says how an event looks (U-13), so it is known by the id or by a text that it
    was pushed with, wherever in the object that stands.
    """

    type: str | None
    date: str | None
    parameters: Json
    stored_at: str | None

    @property
    def moment(self) -> datetime | None:
        """When it happened."""
        return moment_of(self.date)


def sightings(body: Json, *marks: str) -> tuple[Sighting, ...]:
    """Return the events of an answer that bear any of the marks."""
    return tuple(sighting_of(found) for found in _bearers(body, frozenset(marks)))


def moment_of(text: Json) -> datetime | None:
    """Return the instant that a timestamp names, or None where it names none."""
    if not isinstance(text, str):
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def sighting_of(found: Mapping[str, Any]) -> Sighting:
    """Return an event as an object of an answer shows it."""
    return Sighting(
        type=_text(value_of(found, TYPE)),
        date=_text(value_of(found, HAPPENED)),
        parameters=value_of(found, PARAMETERS),
        stored_at=_text(value_of(found, (*ARRIVED, *CREATED))),
    )


def _text(value: Json) -> str | None:
    return value if isinstance(value, str) else None


def _bearers(value: Any, marks: frozenset[str]) -> Iterator[dict[str, Any]]:
    """Yield the innermost objects that bear a mark, parameters counted as theirs."""
    if isinstance(value, list):
        for inner in value:
            yield from _bearers(inner, marks)
    elif isinstance(value, dict):
        if _bears(value, marks):
            yield value
        else:
            for inner in value.values():
                yield from _bearers(inner, marks)


def _bears(found: dict[str, Any], marks: frozenset[str]) -> bool:
    texts = [value for value in found.values() if isinstance(value, str)]
    inside = value_of(found, PARAMETERS)
    values = inside.values() if isinstance(inside, dict) else ()
    texts += [value for value in values if isinstance(value, str)]
    return not marks.isdisjoint(texts)
