"""Where each event belongs, and where it was seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..cases.histories import Append, Forget, Operation, Remove, SourceContact
from .merging import allowed_groups
from .merging_evidence import Reading
from .newest import FEWEST


@dataclass(frozen=True, slots=True)
class Placement:
    """
    One event: who owns it and how often it was seen where.

    Attributes:
        required: whether it has to be there; the events of a contact that was deleted
            since do not.
        found: times it is on the timelines where it may be.
        astray: whether it is on any other timeline.
        searched: times that a search of the project found it.
        outnumbered: whether a timeline may lack it for newer ones, of which it is full.

    """

    event: str
    owner: str
    required: bool
    found: int
    astray: bool
    searched: int
    outnumbered: bool


def placements(reading: Reading) -> Iterator[Placement]:
    """Yield every event of a history with what was seen of it."""
    owners = reading.owners()
    widest = {
        key: group
        for group in allowed_groups(reading.history, reading.unique)
        for key in group
    }
    appended = _appended(reading)
    told = {
        audience_id: [appended[event][1] for event, times in events.items() if times]
        for audience_id, events in reading.timelines.items()
    }
    for event, (key, step) in appended.items():
        kept = not any(_takes(later, key) for later in reading.history[step:])
        group = {owners[other] for other in widest[key] if other in owners}
        home = {owners[key]} if kept and key in owners else set()
        allowed = group if len(group) > 1 or not home else home
        seen = {
            audience_id: events.get(event, 0)
            for audience_id, events in reading.timelines.items()
        }
        yield Placement(
            event=event,
            owner=reading.name(key),
            required=kept and key in owners,
            found=sum(seen.get(audience_id, 0) for audience_id in allowed),
            astray=any(n for other, n in seen.items() if other not in allowed),
            searched=reading.searched.get(event, 0),
            outnumbered=any(
                len(steps) >= FEWEST and min(steps) > step
                for steps in (told.get(audience_id, []) for audience_id in allowed)
            ),
        )


def _takes(step: Operation, key: SourceContact) -> bool:
    """Return whether a step takes a contact away, and perhaps its events with it."""
    gone = step.members if isinstance(step, Forget) else frozenset()
    return key in gone or (isinstance(step, Remove) and step.key == key)


def _appended(reading: Reading) -> dict[str, tuple[SourceContact, int]]:
    """Return each event with its contact and the step that first brought it."""
    found: dict[str, tuple[SourceContact, int]] = {}
    for number, step in enumerate(reading.history):
        if isinstance(step, Append):
            found.setdefault(step.event, (step.key, number))
    return found
