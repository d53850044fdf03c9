"""
Histories: what is written to the sources of a project, step by step, in symbols.

A symbol stands for one value of a run: `u1` for a user id, `e1` for an email, `p1` for
a phone number, `n1` for a name, `v1` for an event
and `w1` for the text that it carries; `d1` for digits, `z1` for the same digits after
a zero, `x1` before one.
Equal symbols are equal values, different symbols different values, so a history can be
judged and read without any value that was generated for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ..canaries import Canaries

USER_ID = "user-id"
"""The role of the attribute that identifies a contact inside its source."""

EMPTY = ""
"""The symbol of the empty text."""

SOURCES = ("first", "second", "third")
"""The data sources that histories write to, by the names a world gives them."""

Written = Mapping[str, str | None]
"""One contact as it is sent: attribute role to symbol; None is an explicit null."""


class SourceContact(NamedTuple):
    """A datasource contact: its source and the symbol of its user id."""

    datasource: str
    user: str


@dataclass(frozen=True, slots=True)
class Put:
    """
    Push one batch of contacts to a source.

    A target may refuse an `optional` batch; whether it does is not the question.
    """

    datasource: str
    contacts: tuple[Written, ...]
    optional: bool = False

    @property
    def keys(self) -> tuple[SourceContact, ...]:
        """The contacts that the batch writes."""
        return tuple(
            SourceContact(self.datasource, str(contact[USER_ID]))
            for contact in self.contacts
        )


@dataclass(frozen=True, slots=True)
class Append:
    """Push one event of a contact that the source holds."""

    key: SourceContact
    event: str


@dataclass(frozen=True, slots=True)
class Remove:
    """Delete one contact from its source."""

    key: SourceContact


Operation = Put | Append | Remove
History = tuple[Operation, ...]


def put(datasource: str, **values: str | None) -> Put:
    """Return the push of one contact; `user_id` names the role `user-id`, and so on."""
    contact = {role.replace("_", "-"): symbol for role, symbol in values.items()}
    return Put(datasource, (contact,))


def contacts_of(history: Iterable[Operation]) -> tuple[SourceContact, ...]:
    """Return every contact that a history wrote, in order of first appearance."""
    written = (key for step in history if isinstance(step, Put) for key in step.keys)
    return tuple(dict.fromkeys(written))


def ambiguous_users(history: Iterable[Operation]) -> frozenset[str]:
    """Return the user ids that some contact carries under another attribute."""
    users, others = set(), set()
    for step in history:
        for contact in step.contacts if isinstance(step, Put) else ():
            users.add(contact[USER_ID])
            others |= {value for role, value in contact.items() if role != USER_ID}
    return frozenset(symbol for symbol in users & others if symbol)


def text_of(event: str) -> str:
    """Return the symbol of the text that an event carries, unique to it."""
    return f"w{event[1:]}"


@dataclass
class Symbols:
    """Gives each symbol a value of its own on first use, and reads values back."""

    canaries: Canaries
    _values: dict[str, str] = field(default_factory=dict)
    _symbols: dict[str, str] = field(default_factory=dict)

    def value(self, symbol: str | None) -> str | None:
        """Return the value that a symbol stands for."""
        if symbol is None or symbol == EMPTY:
            return symbol
        if symbol not in self._values:
            value = self._draw(symbol)
            self._values[symbol] = value
            self._symbols[value] = symbol
        return self._values[symbol]

    def symbol(self, value: object) -> str | None:
        """Return the symbol of a value; a value that nobody wrote stands for itself."""
        return None if value is None else self._symbols.get(str(value), str(value))

    def _draw(self, symbol: str) -> str:
        if symbol[0] in "xz":
            digits = str(self.value(f"d{symbol[1:]}"))
            return f"0{digits}" if symbol[0] == "z" else f"{digits}0"
        kinds = {
            "d": lambda: str(self.canaries.number()),
            "u": self.canaries.user_id,
            "e": self.canaries.email,
            "p": self.canaries.phone,
            "n": self.canaries.name,
            "v": self.canaries.user_id,
            "w": self.canaries.word,
        }
        return kinds[symbol[0]]()


def render(history: Sequence[Operation]) -> str:
    """Return a history as one line, its contacts under short names."""
    labels = labels_of(history)
    return " · ".join(_render_step(step, labels) for step in history) or "nothing"


def labels_of(history: Sequence[Operation]) -> dict[SourceContact, str]:
    """Return the short name of each contact of a history."""
    return {key: f"c{n}" for n, key in enumerate(contacts_of(history), start=1)}


_LONGEST_BATCH = 6


def _render_step(step: Operation, labels: Mapping[SourceContact, str]) -> str:
    if isinstance(step, Remove):
        return f"{step.key.datasource}: delete {labels[step.key]}"
    if isinstance(step, Append):
        return f"{step.key.datasource}: event {step.event} of {labels[step.key]}"
    items = [
        f"{labels[key]} {_render_contact(contact)}"
        for key, contact in zip(step.keys, step.contacts, strict=True)
    ]
    if len(items) > _LONGEST_BATCH:
        items = [items[0], f"… {len(items) - 2} more …", items[-1]]
    return f"{step.datasource}: push {', '.join(items)}"


def _render_contact(contact: Written) -> str:
    ordered = sorted(contact, key=lambda role: (role != USER_ID, role))
    words = (f"{role} {_render_value(contact[role])}" for role in ordered)
    return "{" + ", ".join(words) + "}"


def _render_value(symbol: str | None) -> str:
    return "null" if symbol is None else symbol or '""'
