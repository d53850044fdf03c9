"""Sets of small numbers as one long integer each: one bit says that it is in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

_BIT = tuple(1 << place for place in range(8))
_STEP = 512
"""How many bytes are looked at together when members are listed."""


def bits_of(members: Iterable[int], size: int) -> int:
    """Return the set of some numbers that are smaller than a size."""
    flags = bytearray((size >> 3) + 1)
    for one in members:
        flags[one >> 3] |= _BIT[one & 7]
    return int.from_bytes(flags, "little")


def above(bits: int, bound: int) -> int:
    """Return the members that are greater than a bound."""
    return bits >> (bound + 1) << (bound + 1)


def below(bits: int, bound: int) -> int:
    """Return the members that are smaller than a bound."""
    return bits & ((1 << bound) - 1)


def members(bits: int, *, ascending: bool, skip: int, limit: int) -> list[int]:
    """Return some members in order, after skipping some."""
    data = bits.to_bytes((bits.bit_length() >> 3) + 1, "little")
    starts = range(0, len(data), _STEP)
    found: list[int] = []
    for start in starts if ascending else reversed(starts):
        word = int.from_bytes(data[start : start + _STEP], "little")
        count = word.bit_count()
        if count <= skip:
            skip -= count
            continue
        inside = _ascending(word) if ascending else _descending(word)
        base = start << 3
        wanted = islice(inside, skip, skip + limit - len(found))
        found += [base + place for place in wanted]
        skip = 0
        if len(found) == limit:
            break
    return found


def _ascending(word: int) -> Iterator[int]:
    while word:
        low = word & -word
        yield low.bit_length() - 1
        word ^= low


def _descending(word: int) -> Iterator[int]:
    while word:
        place = word.bit_length() - 1
        yield place
        word ^= 1 << place
