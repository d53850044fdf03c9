"""
Contacts and events of which a filter finds as many as one likes.

Contact i is on the list `n5` where i < 5, so that list holds exactly five of them;
event i carries a number that grows with i.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..canaries import Canaries
from ..contract import Json, Registry
from .filter_questions import Node, attribute_is, event_is, group
from .marked import MARK_ROLE, Kind, kinds
from .requests import MissingFact

_STEP = 100
_SMALL = 3


@dataclass(frozen=True, slots=True)
class Numbered:
    """Contacts in order, with their marks: `user_ids[:n]` is what `first(n)` finds."""

    mark: str
    user_ids: tuple[str, ...]
    contacts: tuple[dict[str, Json], ...]


def amounts(size: int) -> tuple[int, ...]:
    """Return how many items are worth asking for with pages of a size: 0 to 2L + 2."""
    last = 2 * size + 2
    if size <= _SMALL:
        return tuple(range(last + 1))
    around = (0, 1, size - 1, size, size + 1, 2 * size - 1, 2 * size, last - 1, last)
    return tuple(sorted(set(around)))


def numbered_contacts(
    contract: Registry, canaries: Canaries, *, count: int, wanted: frozenset[int]
) -> Numbered:
    """Return contacts of which any wanted number can be asked for."""
    mark = canaries.name()
    uid = {
        r: contract.attribute(r).uid for r in ("user-id", "phone", "lists", MARK_ROLE)
    }
    contacts = tuple(
        {
            uid["user-id"]: canaries.user_id(),
            uid["phone"]: canaries.phone(),
            uid[MARK_ROLE]: mark,
            uid["lists"]: [f"{mark}{n}" for n in sorted(wanted) if n > number],
        }
        for number in range(count)
    )
    return Numbered(mark, tuple(str(c[uid["user-id"]]) for c in contacts), contacts)


def first_contacts(contract: Registry, mark: str, number: int) -> Node:
    """Return the filter that finds the first contacts, as many as the number says."""
    lists = attribute_is(
        contract.attribute("lists").uid, "matches-string", [f"{mark}{number}"]
    )
    name = attribute_is(contract.attribute(MARK_ROLE).uid, "matches-string", [mark])
    return group("and", name, lists)


def numbering_kind(contract: Registry) -> Kind:
    """
    Return the event type that carries a number.

    Raises:
        MissingFact: there is none.
    """
    for kind in kinds(contract):
        if kind.number:
            return kind
    raise MissingFact("event type with a number")


def numbered_event(kind: Kind, mark: str, number: int) -> dict[str, Json]:
    """Return the parameters of an event that bears a mark and its number."""
    return {kind.text: mark, str(kind.number): number * _STEP + _STEP // 2}


def first_events(kind: Kind, mark: str, number: int) -> Node:
    """Return the filter that finds the first events, as many as the number says."""
    bounds = {"lowerNumber": 0, "upperNumber": number * _STEP}
    return group(
        "and",
        event_is(f"{kind.uid}.{kind.text}", "matches-string", [mark]),
        event_is(f"{kind.uid}.{kind.number}", "range-number", bounds),
    )
