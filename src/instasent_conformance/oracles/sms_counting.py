"""
Which encoding a text needs, what it counts, and how many parts it takes.

    160 letters of the GSM alphabet → one part; 161 → two parts of at most 153
"""

from __future__ import annotations

from dataclasses import dataclass

from ..contract import Registry
from ..contract.sms import sms_facts

UNICODE = "UTF16"
_BASIC_PLANE = 0xFFFF


@dataclass(frozen=True, slots=True)
class Count:
    """What a text is, counted: `encoding` as the vendor's library names it."""

    encoding: str
    units: int
    parts: int

    @property
    def unicode(self) -> bool:
        """Whether a character lies outside the GSM alphabets."""
        return self.encoding == UNICODE


def count(contract: Registry, text: str) -> Count:
    """Return the count of a text."""
    alphabets = sms_facts(contract).alphabets.values()
    cost = {char: row.units for row in alphabets for char in row.characters}
    if all(char in cost for char in text):
        units = sum(cost[char] for char in text)
        plain = min(alphabets, key=lambda row: row.units)
        rich = max(alphabets, key=lambda row: row.units)
        used = plain if all(char in plain.characters for char in text) else rich
        return Count(used.encoding, units, _parts(contract, units, "gsm7"))
    units = sum(2 if ord(char) > _BASIC_PLANE else 1 for char in text)
    return Count(UNICODE, units, _parts(contract, units, "ucs2"))


def _parts(contract: Registry, units: int, kind: str) -> int:
    if units <= contract.limit(f"sms.{kind}-single"):
        return 1
    return -(-units // contract.limit(f"sms.{kind}-part"))
