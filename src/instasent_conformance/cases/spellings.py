"""
Other spellings of one value: equal to a person, perhaps not to a machine.

`E1` is the email `e1` in upper case, `b1` has blanks around it; `r1` is an email with
an accented letter and `q1` the same with the accent as a character of its own; `P1` is
the phone `p1` with blanks, `o1` with two zeros for the plus.
No source says whether such spellings are one value, so nothing follows from them alone.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import NamedTuple


class Spelling(NamedTuple):
    """The letter of the value that a spelling is of, and how it is made from it."""

    of: str
    make: Callable[[str], str]


def _apart(phone: str) -> str:
    return f"{phone[:3]} {phone[3:6]} {phone[6:9]} {phone[9:]}"


SPELLINGS = {
    "E": Spelling("e", str.upper),
    "b": Spelling("e", lambda email: f" {email} "),
    "r": Spelling("e", lambda email: f"\u00e9{email}"),
    "q": Spelling("e", lambda email: unicodedata.normalize("NFD", f"\u00e9{email}")),
    "P": Spelling("p", _apart),
    "o": Spelling("p", lambda phone: f"00{phone[1:]}"),
}
_FAMILIES = {"r": "r", "q": "r"}


def respelt(symbol: str, plain: str) -> str:
    """Return the value of a spelling, made from the plain value."""
    return SPELLINGS[symbol[0]].make(plain)


def is_spelling(symbol: str | None) -> bool:
    """Return whether a symbol stands for another spelling of a value."""
    return bool(symbol) and str(symbol)[0] in SPELLINGS


def folded(symbol: str) -> str:
    """Return the symbol that stands for every spelling of a value."""
    if not is_spelling(symbol):
        return symbol
    letter = symbol[0]
    return f"{_FAMILIES.get(letter, SPELLINGS[letter].of)}{symbol[1:]}"
