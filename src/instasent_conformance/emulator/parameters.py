"""The query of a URL."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeVar
from urllib.parse import parse_qsl

Otherwise = TypeVar("Otherwise")


class Parameters:
    """Names with texts; where a name is repeated, the last text counts."""

    def __init__(self, query: bytes) -> None:
        self._pairs = parse_qsl(query.decode("latin-1"), keep_blank_values=True)
        self._last = dict(self._pairs)

    def __contains__(self, name: str) -> bool:
        return name in self._last

    def __getitem__(self, name: str) -> str:
        return self._last[name]

    def get(self, name: str, otherwise: Otherwise) -> str | Otherwise:
        """Return the text of a name, or what is to be taken otherwise."""
        return self._last.get(name, otherwise)

    def pairs(self) -> list[tuple[str, str]]:
        """Return every name with its text, repeated ones too."""
        return self._pairs


@lru_cache(maxsize=512)
def read_parameters(query: bytes) -> Parameters:
    """Return what the query of a URL says, read once for many requests."""
    return Parameters(query)
