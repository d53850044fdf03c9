"""
Values that a run writes and recognises wherever they surface.

Each is unique, typed and of high entropy, and carries no attribute name, so a leak is
found by value and not by key.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

CANARY_DOMAIN = "conform.example"
"""A domain under a reserved top level: nothing sent there can arrive."""

_PHONES = 10**8
_PHONE_STEP = 61_803_399
_LETTERS = "abcdefghijkmnopqrstuvwxyz"


@dataclass(frozen=True)
class Canaries:
    """
    A deterministic source of unique values.

    The same seed and run give the same values in the same order.
    """

    seed: int
    run: str
    _numbers: Iterator[int] = field(default_factory=count, repr=False, compare=False)
    _phones: Iterator[int] = field(default_factory=count, repr=False, compare=False)

    def user_id(self) -> str:
        """Return an opaque identifier of 24 characters."""
        return f"cf-{self.run}-{self._letters(12)}"

    def email(self) -> str:
        """Return an address under a domain that can never receive mail."""
        return f"{self._letters(12)}.{self.run}@{CANARY_DOMAIN}"

    def phone(self) -> str:
        """
        Return a Spanish mobile number in E.164 form.

        A step that is coprime to the range visits every number once, so two draws of a
        run are never equal: two people who share a phone by accident would look merged.
        """
        drawn = self._start + next(self._phones) * _PHONE_STEP
        return f"+346{drawn % _PHONES:08d}"

    def name(self) -> str:
        """Return one capitalised word of ten letters."""
        return self._letters(10).capitalize()

    def word(self) -> str:
        """Return one lower-case word of fourteen letters."""
        return self._letters(14)

    def number(self) -> int:
        """Return an integer of nine digits."""
        return 10**8 + self._number() % (9 * 10**8)

    def date(self) -> str:
        """Return a calendar day between 1930 and 1999, `YYYY-MM-DD`."""
        draw = self._number()
        year, month, day = 1930 + draw % 70, 1 + draw // 70 % 12, 1 + draw // 840 % 28
        return f"{year}-{month:02d}-{day:02d}"

    @property
    def _start(self) -> int:
        return _hashed(f"{self.seed}/{self.run}/phones")

    def _number(self) -> int:
        return _hashed(f"{self.seed}/{self.run}/{next(self._numbers)}")

    def _letters(self, length: int) -> str:
        draw = self._number()
        letters = []
        for _ in range(length):
            draw, index = divmod(draw, len(_LETTERS))
            letters.append(_LETTERS[index])
        return "".join(letters)


def _hashed(material: str) -> int:
    return int.from_bytes(hashlib.blake2b(material.encode(), digest_size=16).digest())
