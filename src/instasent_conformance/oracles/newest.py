"""Whether a list of the newest events of a contact may leave one of them out."""

from __future__ import annotations

from collections.abc import Iterable

from ..contract import Json
from .sightings import Sighting, moment_of

FEWEST = 3
"""A list of fewer events of a type is no choice among them: it must hold them all."""


def may_leave_out(listed: Iterable[Sighting], kind: Json, date: Json) -> bool:
    """
    Return whether a list may lack an event because it holds newer ones of its type.

    How many the newest are is nowhere said (U-05). What is newer than an event that
    the list does hold has to be on it.
    """
    alike = [one for one in listed if one.type in (None, kind)]
    moment = moment_of(date)
    shown = [one.moment for one in alike if one.moment is not None]
    older = [other for other in shown if moment is not None and other < moment]
    return len(alike) >= FEWEST and not older
