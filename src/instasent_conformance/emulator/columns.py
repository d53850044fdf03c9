"""The values of one attribute, by value: who has which."""

from __future__ import annotations

from abc import ABC, abstractmethod
from array import array
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, ClassVar

from instasent_conformance.emulator.bitsets import bits_of
from instasent_conformance.emulator.service import Facet

_BLOCKS = 128
"""Into how many parts of about equal size the values of a column are cut."""
_KEPT = 64
"""How many values have their people kept as bits."""
_PATCHED = 500
"""Up to so many changes, kept bits are corrected; beyond, they are made anew."""


class Column(ABC):
    """
    Who has which value of an attribute.

    Args:
        size: a number above that of every person.

    """

    _type: ClassVar[type | tuple[type, ...]] = object

    def __init__(self, size: int) -> None:
        self.mixed = False
        """Whether there are values that cannot be compared with the others."""
        self._size = size
        self._values: list[Any] = [None] * size
        # These may name people who have another value by now, never too few.
        self._people: dict[Any, array[int]] = {}
        self._bits: dict[Any, int] = {}

    def fill(self, rows: Iterable[tuple[int, Any]]) -> None:
        """Read the values of everybody."""
        values, people, own = self._values, self._people, self._type
        for seq, value in rows:
            if value is None:
                continue
            if not isinstance(value, own):
                self.mixed = True
                return
            found = people.get(value)
            if found is None:
                found = people[value] = array("I")
            found.append(seq)
            values[seq] = value
        self._filled()

    def _filled(self) -> None:
        """Prepare for questions, once the values of everybody are read."""
        self._bits.clear()

    def change(self, rows: list[tuple[int, Any]], size: int) -> None:
        """Note the new values of some people."""
        if self.mixed:
            return
        self._values += [None] * (size - self._size)
        self._size = size
        if len(rows) > _PATCHED:
            self._bits.clear()
        for seq, value in rows:
            old = self._values[seq]
            if old == value:
                continue
            self._values[seq] = value
            if old is not None:
                self._flip(old, seq)
            if value is None:
                continue
            if not isinstance(value, self._type):
                self.mixed = True
                return
            if value not in self._people:
                self._admit(value)
            self._people[value].append(seq)
            self._flip(value, seq)

    def _admit(self, value: Any) -> None:
        """Learn of a value that nobody had before."""
        self._people[value] = array("I")

    def _flip(self, value: Any, seq: int) -> None:
        if value in self._bits:
            self._bits[value] ^= 1 << seq

    @abstractmethod
    def match(self, facet: Facet) -> int:
        """Return the people whose value meets a condition, as bits."""

    def _having(self, value: Any) -> Iterator[int]:
        values = self._values
        return (one for one in self._people.get(value, ()) if values[one] == value)


class Texts(Column):
    """A column of texts, asked for single ones."""

    _type: ClassVar[type | tuple[type, ...]] = str

    def match(self, facet: Facet) -> int:
        """Return the people who have a text."""
        value = facet.bounds[0]
        found = self._bits.get(value)
        if found is None:
            found = bits_of(self._having(value), self._size)
            if len(self._bits) >= _KEPT:
                self._bits.clear()
            self._bits[value] = found
        return found


class Presence(Texts):
    """A column that knows who has a value, and not which."""

    _type = int


class Numbers(Column):
    """A column of numbers, asked for ranges."""

    _type = (int, float)

    def _filled(self) -> None:
        super()._filled()
        self._blocks: list[list[Any]] = [[]]
        most, count = len(self._values) // _BLOCKS, 0
        for value in sorted(self._people):
            if count > most:
                self._blocks.append([])
                count = 0
            self._blocks[-1].append(value)
            count += len(self._people[value])
        self._starts = [block[0] for block in self._blocks[1:]]

    def _block(self, value: Any) -> int:
        return bisect_right(self._starts, value)

    def _admit(self, value: Any) -> None:
        super()._admit(value)
        insort(self._blocks[self._block(value)], value)

    def _flip(self, value: Any, seq: int) -> None:
        block = self._block(value)
        if block in self._bits:
            self._bits[block] ^= 1 << seq

    def match(self, facet: Facet) -> int:
        """Return the people whose number lies in a range."""
        found, some = 0, []
        for place, block in enumerate(self._blocks):
            inside = _within(block, facet)
            if inside and len(inside) == len(block):
                found |= self._whole(place)
            else:
                some += inside
        edges = chain.from_iterable(self._having(value) for value in some)
        return found | bits_of(edges, self._size)

    def _whole(self, place: int) -> int:
        bits = self._bits.get(place)
        if bits is None:
            people = chain.from_iterable(map(self._having, self._blocks[place]))
            bits = self._bits[place] = bits_of(people, self._size)
        return bits


def _within(block: list[Any], facet: Facet) -> list[Any]:
    lower, upper, (above, below) = facet.bounds
    start, end = 0, len(block)
    if lower is not None:
        start = (bisect_right if above else bisect_left)(block, lower)
    if upper is not None:
        end = (bisect_left if below else bisect_right)(block, upper)
    return block[start:end]
