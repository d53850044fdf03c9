"""Identifiers that are opaque, unique and the same under the same seed."""

from __future__ import annotations

from binascii import b2a_base64
from hashlib import blake2b
from typing import Protocol

_SAFE = bytes.maketrans(b"+/", b"-_")
"""The letters of base 64 that do not fit into a path."""


class Ids(Protocol):
    """Whatever hands out identifiers and secrets."""

    counter: int

    def take(self) -> str:
        """Return an identifier nobody has."""

    def secret(self) -> str:
        """Return the secret of a new token."""


class SeededIds:
    """Hash a seed and a counter: nothing can be guessed from a neighbour's id."""

    def __init__(self, seed: int) -> None:
        key = seed.to_bytes(16, "big", signed=True)
        self._short = blake2b(digest_size=12, key=key)
        self._long = blake2b(digest_size=24, key=key)
        self.counter = 0

    def take(self) -> str:
        """Return an identifier nobody has."""
        text = b2a_base64(self._digest(self._short), newline=False)
        return text.translate(_SAFE).decode()

    def secret(self) -> str:
        """Return the secret of a new token."""
        return "ist_" + self._digest(self._long).hex()

    def _digest(self, keyed: blake2b) -> bytes:
        self.counter += 1
        fresh = keyed.copy()
        fresh.update(self.counter.to_bytes(8, "big"))
        return fresh.digest()
