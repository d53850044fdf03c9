"""
Histories: what is written to the sources of a project, step by step, in symbols.

A symbol stands for one value of a run: `u1` for a user id, `e1` for an email, `p1` for
a phone number, `n1` for a name, `v1` for an event
and `w1` for the text that it carries; `d1` for digits, `z1` for the same digits after
a zero, `x1` before one; `yes` and `no` for themselves.
Other spellings of a value have letters of their own (see `spellings`).
Equal symbols are equal values, different symbols different values, so a history can be
judged and read without any value that was generated for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ..canaries import Canaries
from .spellings import SPELLINGS, respelt

USER_ID = "user-id"
"""The role of the attribute that identifies a contact inside its source."""

EMPTY = ""
"""The symbol of the empty text."""

TRUTHS = {"yes": True, "no": False}
"""The symbols of what a boolean attribute may hold."""

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


@dataclass(frozen=True, slots=True)
class Subscribe:
    """Opt the person of a contact in (`on`) or out of one channel."""

    key: SourceContact
    channel: str
    on: bool


@dataclass(frozen=True, slots=True)
class Forget:
    """
    Delete the person of a contact from the audience.

    `members` are the contacts that were that person; they are known once it is told.
    """

    key: SourceContact
    members: frozenset[SourceContact] = frozenset()


@dataclass(frozen=True, slots=True)
class Visit:
    """Send a legal request to an endpoint, about nobody in the history."""

    endpoint: str


Deed = Append | Remove | Subscribe | Forget
Operation = Put | Deed | Visit
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
        if symbol in TRUTHS:
            return symbol
        if symbol[0] in SPELLINGS:
            plain = f"{SPELLINGS[symbol[0]].of}{symbol[1:]}"
            return respelt(symbol, str(self.value(plain)))
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
