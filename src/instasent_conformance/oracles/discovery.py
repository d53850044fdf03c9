"""What discovery listed beside what the project then took and showed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..cases.live_specs import Spec
from ..contract import Json
from ..exchange import Exchange

_SHARED = ("displayLabel", "dataType", "multivalue", "custom", "name", "category")
_SHARED_PARAMETER = ("dataType", "required", "maxLength", "multiValue")


@dataclass(frozen=True, slots=True)
class SpecLists:
    """
    The same specs of a project and of its stream, rows by uid.

    `taken` is what the stream must list if its project does: the custom attributes and
    event types that it was pushed before, and every parameter of a type.
    """

    what: str
    project: Mapping[str, Mapping[str, Json]]
    stream: Mapping[str, Mapping[str, Json]]
    taken: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class UniqueFlags:
    """The attributes marked unique, and the lists of merging attributes."""

    marked: frozenset[str]
    named: Mapping[str, frozenset[str]]
    primary: str


@dataclass(frozen=True, slots=True)
class SharedValue:
    """Two contacts that share one value alone: whether they became one."""

    spec: Spec
    merged: bool


@dataclass(frozen=True, slots=True)
class SharedValues:
    """Such a pair for each attribute that can be told by its value."""

    pairs: tuple[SharedValue, ...]


@dataclass(frozen=True, slots=True)
class ShownAttributes:
    """The attributes that a contact shows, and the specs read after it."""

    shown: frozenset[str]
    listed: Mapping[str, Spec]


@dataclass(frozen=True, slots=True)
class Foreigners:
    """A key that one project alone was given, and whether another lists it."""

    key: str
    listed_elsewhere: bool


@dataclass(frozen=True, slots=True)
class ReadOnlyTry:
    """A value pushed for a read-only attribute, and what shows of it."""

    uid: str
    pushed: Json
    shown: Json
    control: Json


@dataclass(frozen=True, slots=True)
class ReadOnlyTries:
    """Such a try for every attribute that the specs call read-only."""

    tries: tuple[ReadOnlyTry, ...]


@dataclass(frozen=True, slots=True)
class Payload:
    """
    One item made from live specs.

    `breaks` is empty where it fits them; `shown` is what it came to show, and None
    where it shows nothing.
    """

    name: str
    sent: Mapping[str, Json]
    breaks: str
    accepted: bool
    shown: Mapping[str, Json] | None


@dataclass(frozen=True, slots=True)
class Payloads:
    """Items made from the specs of one event type, or of contacts."""

    specs: Mapping[str, Spec]
    items: tuple[Payload, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class RequiredOnly:
    """Contacts that lack one attribute: whether it is required, whether they passed."""

    without: Mapping[str, tuple[bool, bool]]


@dataclass(frozen=True, slots=True)
class ListedType:
    """A listed event type, and the answers to questions that name it."""

    uid: str
    row: Mapping[str, Json]
    parameters: Exchange
    described: Json
    search: Exchange


@dataclass(frozen=True, slots=True)
class ShownTypes:
    """The event types that a search shows, and those listed after it."""

    shown: frozenset[str]
    listed: frozenset[str]


def disagreements(lists: SpecLists) -> Iterator[str]:
    """Yield what the stream says otherwise than the project."""
    shared = _SHARED_PARAMETER if "parameter" in lists.what else _SHARED
    for uid in sorted(lists.taken & lists.project.keys() - lists.stream.keys()):
        yield f"{uid} belongs to the stream as well, and is in the project alone"
    for uid, row in lists.stream.items():
        other = lists.project.get(uid)
        if other is None:
            yield f"{uid} is in the stream alone"
            continue
        for name in shared:
            if name in row and name in other and row[name] != other[name]:
                yield f"`{name}` of {uid}: {row[name]!r}, and {other[name]!r}"
        flags = [r.get("readonly", r.get("readOnly")) for r in (row, other)]
        if flags[0] != flags[1]:
            yield f"{uid} is read-only in one of the two"
