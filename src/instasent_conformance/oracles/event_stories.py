"""What became of pushed events: where they show, how often, and as what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from ..contract import Json, Registry
from ..contract.model import Provenance
from ..exchange import Exchange
from .knobs import possible_options
from .sightings import Sighting, moment_of

KNOWN_ID_KNOB = "K-14"
UNKNOWN_PERSON_KNOB = "K-11"
_MOMENT = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class EventSeen:
    """
    One event: what was pushed, whether it was accepted, and where it shows.

    Attributes:
        name: what it is there for.
        pushed: the item as it was sent.
        accepted: whether any push of it was.
        own: its sightings on the timeline of its contact.
        astray: its sightings on timelines of others.
        searched: what a search of the project found of it.
        outnumbered: whether the timeline may lack it for newer ones of its type.
        twin: whether its id was pushed for another contact too.

    """

    name: str
    pushed: dict[str, Json]
    accepted: bool
    own: tuple[Sighting, ...]
    astray: int
    searched: int
    outnumbered: bool = False
    twin: bool = False

    @property
    def weight(self) -> Provenance | None:
        """How sure a finding about it is; no source says how far the id reaches."""
        once_each = (len(self.own), self.astray, self.searched) == (1, 1, 2)
        return "assumed" if self.twin and once_each else None


@dataclass(frozen=True, slots=True)
class EventsSeen:
    """The events of one case, each with an id of its own."""

    events: tuple[EventSeen, ...]


@dataclass(frozen=True, slots=True)
class Overwriting:
    """An event before and after its id came again with other contents."""

    what: str
    before: tuple[Sighting, ...]
    after: tuple[Sighting, ...]
    intruder: int


@dataclass(frozen=True, slots=True)
class KnownIds:
    """Whether each push of an id that was already known was accepted, by its kind."""

    accepted: dict[str, bool]


@dataclass(frozen=True, slots=True)
class UnknownPeople:
    """Events of contacts that do not exist, by mode: accepted, and people made."""

    accepted: dict[str, bool]
    people: dict[str, bool]


@dataclass(frozen=True, slots=True)
class Undated:
    """An event that was pushed without a date."""

    answer: Exchange
    seen: tuple[Sighting, ...]


def changes(seen: EventSeen) -> Iterator[str]:
    """Yield what an event shows that differs from what was pushed."""
    for sighting in seen.own:
        kind, date = seen.pushed.get("_event_type"), seen.pushed.get("_event_date")
        if sighting.type is not None and sighting.type != kind:
            yield f"its type is {sighting.type}, not {kind}"
        shown, meant = sighting.moment, moment_of(date)
        if None not in (shown, meant) and shown != meant:
            yield f"it happened at {sighting.date}, not {date}"
        yield from _other_parameters(sighting, seen.pushed)


def unlike(before: tuple[Sighting, ...], after: tuple[Sighting, ...]) -> list[str]:
    """Return the members in which an event differs from what it was."""
    if len(before) != 1 or len(after) != 1:
        return [] if len(before) == len(after) else ["its number"]
    members = ("type", "date", "parameters")
    return [m for m in members if getattr(before[0], m) != getattr(after[0], m)]


def is_recent(sighting: Sighting) -> bool | None:
    """Return whether an event happened when it was stored; None where it says not."""
    happened, stored = sighting.moment, moment_of(sighting.stored_at)
    if happened is None or stored is None:
        return None
    return abs(happened - stored) <= _MOMENT


def known_id_rules(known: KnownIds, contract: Registry) -> tuple[str, ...]:
    """Return the options that explain every answer to a known id."""
    accepts = {"success": True, "item-error": False}
    return tuple(
        option
        for option in possible_options(contract, KNOWN_ID_KNOB)
        if all(said == accepts[option] for said in known.accepted.values())
    )


def unknown_person_rules(unknown: UnknownPeople, contract: Registry) -> tuple[str, ...]:
    """Return the options that explain what became of events of unknown contacts."""
    accepts = {
        "by-mode": {"synchronous": False, "queued": True},
        "item-error": {"synchronous": False, "queued": False},
        "accept": {"synchronous": True, "queued": True},
        "placeholder": {"synchronous": True, "queued": True},
    }
    return tuple(
        option
        for option in possible_options(contract, UNKNOWN_PERSON_KNOB)
        if unknown.accepted == accepts[option]
        and all(made == (option == "placeholder") for made in unknown.people.values())
    )


def _other_parameters(sighting: Sighting, pushed: dict[str, Json]) -> Iterator[str]:
    shown, meant = sighting.parameters, pushed.get("_event_parameters") or {}
    if not isinstance(shown, dict):
        return
    for name, value in meant.items():
        if name in shown and not _equal(shown[name], value):
            yield f"`{name}` is {shown[name]!r}, not {value!r}"
        if name not in shown:
            yield f"`{name}` is missing"


def _equal(shown: Json, meant: Json) -> bool:
    if isinstance(meant, list):
        return isinstance(shown, list) and [*map(str, shown)] == [*map(str, meant)]
    return shown == meant or str(shown) == str(meant)
