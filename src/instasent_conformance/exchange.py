"""
One request and its response, as evidence.

An exchange names the token by alias and never holds its secret.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import msgspec

from .contract import Json


class _NotJson:
    """The body of a response that is not JSON."""

    def __repr__(self) -> str:
        return "<not JSON>"


NOT_JSON = _NotJson()


@dataclass(frozen=True, slots=True)
class Request:
    """A request ready to be sent, except for its token; `path` follows the base URL."""

    endpoint: str
    method: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    content: bytes | None = None

    @property
    def target(self) -> str:
        """Path and query as they go over the wire."""
        return f"{self.path}?{urlencode(self.query)}" if self.query else self.path


@dataclass(frozen=True, slots=True)
class Response:
    """Status, headers (names in lower case) and body, plus the body read as JSON."""

    status: int
    headers: Mapping[str, str]
    content: bytes
    body: Json | _NotJson = field(repr=False)

    @property
    def succeeded(self) -> bool:
        """Whether the status is 2xx."""
        return 200 <= self.status < 300

    @property
    def text(self) -> str:
        """The body as text; bytes that are not UTF-8 are replaced."""
        return self.content.decode("utf-8", errors="replace")


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request, the alias of the token it carried, and the answer."""

    request: Request
    token: str
    response: Response
    seconds: float


@dataclass(frozen=True, slots=True)
class Transcript:
    """The exchanges of a case, in order."""

    exchanges: tuple[Exchange, ...]

    def __getitem__(self, index: int) -> Exchange:
        """Return one exchange."""
        return self.exchanges[index]

    def __len__(self) -> int:
        """Return the number of exchanges."""
        return len(self.exchanges)

    @property
    def last(self) -> Exchange:
        """The newest exchange."""
        return self.exchanges[-1]


def parse_body(content: bytes) -> Any:
    """Return the JSON value that the bytes spell, or NOT_JSON; NaN is not JSON."""
    try:
        return msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        # It may still be JSON, such as a number beyond every float.
        return _parse_slowly(content)


def _parse_slowly(content: bytes) -> Any:
    try:
        return json.loads(content, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return NOT_JSON


def _refuse(constant: str) -> Any:
    raise ValueError(constant)
