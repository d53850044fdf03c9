"""
Whether a contact or an event satisfies a filter: a naive reading, value by value.

The answer is yes, no, or unknown where the sources leave it open: letters of another
case, a day too close to a bound, a flag whose meaning nobody states.
Unknown spreads through a group as in three-valued logic, so that it never decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby

from ..cases.marked import MarkedContact, MarkedEvent
from ..contract import Json, Registry
from .listings import instant

Truth = bool | None
Item = MarkedContact | MarkedEvent

ALL_OF = "&&"
JOIN, LISTS, GROUPS, MOMENT = "K-37", "K-38", "A-12", "created-at"
BOUNDS = "A-20"
HAPPENED, STORED = "happened", "stored"
TYPE_KEY = "event-type"
_TOLERANCE = timedelta(hours=36)


class Refusal(Exception):
    """Under this option the filter is not understood at all."""


@dataclass(frozen=True, slots=True)
class Reading:
    """
    One way to read what the sources leave open.

    `options` holds the option of each knob that matters; `now` is the moment of the
    target; the attributes in `enriched` may hold values that nobody pushed.
    """

    options: Mapping[str, str]
    now: datetime
    enriched: frozenset[str] = frozenset()


def holds(node: Json, item: Item, reading: Reading) -> Truth:
    """
    Return whether an item satisfies a node of a filter.

    Raises:
        Refusal: the reading says that such a filter is refused.
    """
    kind = node["type"]
    if kind == "group":
        return _joined(
            node, [holds(c, item, reading) for c in node["children"]], reading
        )
    if kind == "group_event":
        return _tied(node, _events(item), reading)
    if kind == "event_condition":
        return any_of(event_holds(node, event, reading) for event in _events(item))
    if kind == "attribute_condition" and isinstance(item, MarkedContact):
        value = item.values.get(node["key"])
        if value is None and node["key"] in reading.enriched:
            return None
        return _matches(node, value, reading)
    return None


def event_holds(node: Json, event: MarkedEvent, reading: Reading) -> Truth:
    """Return whether one event satisfies an event condition."""
    key = node["key"]
    if key == TYPE_KEY:
        return _matches(node, event.kind, reading)
    if key == MOMENT:
        stored = reading.options.get(MOMENT) == STORED
        when = reading.now.isoformat() if stored else event.happened
        return _matches(node, when, reading)
    kind, _, parameter = key.partition(".")
    value = event.parameters.get(parameter) if kind == event.kind else None
    return _matches(node, value, reading)


def questions_in(node: Json) -> frozenset[str]:
    """Return the open questions that the meaning of a filter depends on."""
    found = set()
    if "children" in node:
        found |= {JOIN} if "join" not in node else set()
        found |= {GROUPS} if node["type"] == "group_event" else set()
        for child in node["children"]:
            found |= questions_in(child)
    elif node["key"] == MOMENT:
        found.add(MOMENT)
    elif node["operator"] == "range-number":
        found.add(BOUNDS)
    elif node["operator"] == "matches-string" and len(node["values"]) > 1:
        found |= {LISTS} if node["values"][0] != ALL_OF else set()
    return frozenset(found)


def enriched_by_the_platform(contract: Registry) -> frozenset[str]:
    """Return the attributes that may hold more than a contact was pushed with."""
    return frozenset((contract.attribute("tags").uid,))


def all_of(truths: Iterable[Truth]) -> Truth:
    """Return the conjunction: no where one is no, else unknown where one is unknown."""
    known = list(truths)
    return False if False in known else None if None in known else True


def any_of(truths: Iterable[Truth]) -> Truth:
    """Return the disjunction: yes where one is yes, else unknown where one is."""
    known = list(truths)
    return True if True in known else None if None in known else False


def _joined(node: Json, truths: list[Truth], reading: Reading) -> Truth:
    join = node.get("join") or reading.options[JOIN]
    if join not in ("and", "or"):
        raise Refusal
    return all_of(truths) if join == "and" else any_of(truths)


def _tied(node: Json, events: tuple[MarkedEvent, ...], reading: Reading) -> Truth:
    """Return whether events tied together satisfy the conditions of an event group."""

    def shared(among: Iterable[MarkedEvent]) -> Truth:
        held = list(among)
        truths = [
            any_of(event_holds(child, event, reading) for event in held)
            for child in node["children"]
        ]
        return _joined(node, truths, reading)

    if reading.options[GROUPS] == "same-event":
        return any_of(shared([event]) for event in events)
    by_type = groupby(sorted(events, key=lambda e: e.kind), key=lambda e: e.kind)
    return any_of(shared(list(group)) for _, group in by_type)


def _events(item: Item) -> tuple[MarkedEvent, ...]:
    return (item,) if isinstance(item, MarkedEvent) else item.events


def _matches(node: Json, value: Json, reading: Reading) -> Truth:
    operator, values = node["operator"], node["values"]
    if value is None:
        return False
    if operator == "exists":
        return True
    if operator == "range-number":
        return _in_range(value, values, reading.options[BOUNDS])
    if operator == "range-date-relative":
        return _in_window(value, values, reading.now)
    texts = [str(v) for v in (value if isinstance(value, list) else [value])]
    if operator == "contains":
        parts = [any_of(_part(wanted, text) for text in texts) for wanted in values]
        # Whether a list of parts asks for one or for all is settled for one part alone.
        return all_of(parts) if all_of(parts) == any_of(parts) else None
    return _equals(texts, values, reading)


def _equals(texts: list[str], values: list[str], reading: Reading) -> Truth:
    if values[0] == ALL_OF:
        return all_of(any_of(_same(v, t) for t in texts) for v in values[1:])
    found = [any_of(_same(wanted, text) for text in texts) for wanted in values]
    if len(values) == 1:
        return found[0]
    return any_of(found) if reading.options[LISTS] == "any-of" else all_of(found)


def _same(wanted: str, text: str) -> Truth:
    if wanted == text:
        return True
    return None if wanted.casefold() == text.casefold() else False


def _part(wanted: str, text: str) -> Truth:
    if wanted in text:
        return True
    return None if wanted.casefold() in text.casefold() else False


def _in_range(value: Json, bounds: Mapping[str, Json], option: str) -> Truth:
    lower, upper = bounds["lowerNumber"], bounds["upperNumber"]
    above = lower < value if option == "exclusive" else lower <= value
    below = value <= upper if option == "inclusive" else value < upper
    return bool(above and below)


def _in_window(value: Json, window: Mapping[str, Json], now: datetime) -> Truth:
    when = instant(value)
    if when is None:
        return None
    sides = list(_sides(window, now.astimezone(UTC)))
    if any(abs(when - bound) < _TOLERANCE for bound, _ in sides):
        return None
    return all((when > bound) is after for bound, after in sides)


def _sides(
    window: Mapping[str, Json], now: datetime
) -> Iterator[tuple[datetime, bool]]:
    """Yield each bound, and whether a moment must come after it."""
    for name, after in (("lowerOffset", True), ("upperOffset", False)):
        if window[name] is not None:
            yield now + timedelta(days=window[name]), after
