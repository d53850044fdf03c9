"""
Contacts and events that one filter tells from everything else on a target.

Every contact bears the same fresh last name, and every event the same fresh text, so a
run may compare whole answers even on a project that holds millions of others.
The other values come from small pools: present and absent, equal and different,
one a part of the other, some several at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from random import Random

from ..canaries import Canaries
from ..contract import EventType, Json, Registry
from .live_specs import DECIMAL, WHOLE, single

MARK_ROLE = "last-name"
DAYS_AGO = (3, 10, 20, 45, 90, 200, 400)
"""How long ago dated things happened: never close to a bound that a filter asks for."""

_FLAG_ROLES = ("accepts-sms", "accepts-email")
_COUNTRIES = ("ES", "FR", "GB")
_MOST_EVENTS = 3
_NUMBERS = range(50, 1000, 100)
_CENTS = 0.37
"""At no bound that a filter asks for, unless it asks for the very number."""

_STRIDE = 7


@dataclass(frozen=True, slots=True)
class MarkedEvent:
    """An event as it was pushed; `happened` is an instant in ISO 8601."""

    id: str
    kind: str
    happened: str
    parameters: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class MarkedContact:
    """A contact as it was pushed, by attribute uid, and its events."""

    id: str
    values: Mapping[str, Json]
    events: tuple[MarkedEvent, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """
    An event type by what its parameters hold: a text, a number, a day.

    `whole` says that the number takes no decimals, `required` what may not be left out.
    """

    uid: str
    text: str
    number: str | None
    day: str | None
    whole: bool = True
    required: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class MarkedSet:
    """What a run wrote under one mark; `now` is the clock of the target, about then."""

    mark: str
    words: tuple[str, ...]
    now: datetime
    contacts: tuple[MarkedContact, ...]

    @property
    def events(self) -> tuple[MarkedEvent, ...]:
        """The events of all contacts."""
        return tuple(event for contact in self.contacts for event in contact.events)


def kinds(contract: Registry) -> tuple[Kind, ...]:
    """Return the event types whose parameters a filter can be tried on."""
    found = (_kind(event_type) for event_type in contract.event_types)
    return tuple(kind for kind in found if kind is not None)


def marked_set(
    contract: Registry, canaries: Canaries, *, size: int, now: datetime, seed: int
) -> MarkedSet:
    """Return contacts with varied values and events under a fresh mark."""
    draw = Random(seed)
    stem = canaries.name()
    words = (stem, f"{stem}{canaries.word()}", canaries.name(), canaries.name())
    mark = canaries.name()
    contacts = []
    numbers = count(draw.randrange(len(_NUMBERS)))
    for number in range(size):
        values = _values(contract, canaries, draw, (mark, *words), now)
        _name_in_turn(contract, values, words, number)
        events = tuple(
            _event(contract, canaries, draw, (mark, *words), now, next(numbers))
            for _ in range(number % (_MOST_EVENTS + 1))
        )
        user_id = str(values[contract.attribute("user-id").uid])
        contacts.append(MarkedContact(user_id, values, events))
    return MarkedSet(mark, words, now, tuple(contacts))


def pushed(
    contract: Registry, contacts: tuple[MarkedContact, ...]
) -> list[dict[str, Json]]:
    """Return the events of contacts as a batch."""
    identity = contract.attribute("user-id").uid
    return [
        {
            identity: contact.id,
            "_event_id": event.id,
            "_event_type": event.kind,
            "_event_date": event.happened,
            "_event_parameters": dict(event.parameters),
        }
        for contact in contacts
        for event in contact.events
    ]


def _values(
    contract: Registry,
    canaries: Canaries,
    draw: Random,
    words: tuple[str, ...],
    now: datetime,
) -> dict[str, Json]:
    mark, *pool = words
    days = draw.choice((*DAYS_AGO, None))
    values: dict[str, Json] = {
        "user-id": canaries.user_id(),
        MARK_ROLE: mark,
        "email": draw.choice((canaries.email(), canaries.email(), None)),
        "phone": draw.choice((canaries.phone(), canaries.phone(), None)),
        "first-name": draw.choice((*pool, pool[0].lower(), None)),
        # Never left out, for data sources may have a country that stands in.
        "country": draw.choice(_COUNTRIES),
        "lists": draw.choice((None, *_subsets(pool))),
        "tags": draw.choice(_subsets(pool)),
        "date-registered": None if days is None else days_before(now, days),
        **{role: draw.choice((True, False, None)) for role in _FLAG_ROLES},
    }
    return {
        contract.attribute(role).uid: value
        for role, value in values.items()
        if value is not None
    }


def _name_in_turn(
    contract: Registry, values: dict[str, Json], words: tuple[str, ...], number: int
) -> None:
    """Give the first contacts a name of each kind; the others keep what was drawn."""
    names = (*words, words[0].lower())
    if number < len(names):
        values[contract.attribute("first-name").uid] = names[number]


def _event(
    contract: Registry,
    canaries: Canaries,
    draw: Random,
    words: tuple[str, ...],
    now: datetime,
    number: int,
) -> MarkedEvent:
    # Kinds and numbers take turns, so that few events already hold some of each.
    turn, place = divmod(number, len(kinds(contract)))
    kind = kinds(contract)[place]
    plain = kind.number is None and kind.day is None
    parameters: dict[str, Json] = {kind.text: draw.choice(words) if plain else words[0]}
    if kind.number is not None:
        number = _NUMBERS[turn * _STRIDE % len(_NUMBERS)]
        parameters[kind.number] = number if kind.whole else number + _CENTS
    if kind.day is not None:
        parameters[kind.day] = days_before(now, draw.choice(DAYS_AGO))
    happened = now - timedelta(days=draw.choice(DAYS_AGO))
    return MarkedEvent(
        canaries.user_id(),
        kind.uid,
        happened.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        parameters,
    )


def days_before(now: datetime, days: int) -> str:
    """Return a calendar day some days ago."""
    return (now - timedelta(days=days)).strftime("%Y-%m-%d")


def _subsets(pool: list[str]) -> tuple[list[str], ...]:
    return ([pool[0]], pool[:2], pool[1:], list(pool))


def _kind(event_type: EventType) -> Kind | None:
    text, decimal, whole, day = (
        next(iter(single(event_type.parameters, *names)), None)
        for names in (("string",), DECIMAL, WHOLE, ("date",))
    )
    required = {s["parameter"] for s in event_type.parameters if s.get("required")}
    number = decimal or whole
    if text is None or not required <= {text, number, day}:
        return None
    whole_only = decimal is None
    return Kind(event_type.uid, text, number, day, whole_only, frozenset(required))
