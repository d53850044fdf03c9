"""
The members of an event, whichever way an answer spells their names.

Nobody says how an event looks (U-13), but it is pushed with an id, a type, a date and
parameters, so it shows those words, in one spelling or another:

    `_event_id`, `eventId`, `event-id` → the same name
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

ID = ("eventid", "id")
"""The id that an event was pushed with may stand beside one that the server drew."""

TYPE = ("eventtype", "type")
PARAMETERS = ("eventparameters", "parameters")
HAPPENED = ("eventdate", "date", "happenedat", "occurredat")
ARRIVED = ("receivedat", "arrivedat", "ingestedat", "storedat")
CREATED = ("createdat",)
"""Of what the creation time of an event speaks is open (A-18)."""


def spelling(name: str) -> str:
    """Return a name without what its spelling adds: capitals and marks."""
    return "".join(letter for letter in name.lower() if letter.isalnum())


def value_of(event: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    """Return the member of the first name that an event shows, in any spelling."""
    found = {spelling(name): value for name, value in event.items()}
    return next((found[n] for n in names if found.get(n) is not None), None)


def names_its_id(event: Mapping[str, Any]) -> bool:
    """Return whether a member says by its name that it is the id that was pushed."""
    return value_of(event, ID[:1]) is not None
