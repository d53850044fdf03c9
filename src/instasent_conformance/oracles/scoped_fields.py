"""Parts of an answer that need a further scope, and where else they may surface."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from ..contract import Json
from ..contract.model import FieldRow
from ..exchange import Exchange
from ..tokens import TokenNeed


@dataclass(frozen=True, slots=True)
class FieldAnswer:
    """
    An answer, the token it went to, and the field it is about.

    `known` is what the field held for a token with its scope.
    """

    row: FieldRow
    need: TokenNeed
    exchange: Exchange
    known: Json


def value_at(body: Json, pointer: str) -> Json:
    """Return the value at a JSON pointer of object members; None where none is."""
    for name in pointer.split("/")[1:]:
        if not isinstance(body, dict) or name not in body:
            return None
        body = body[name]
    return body


_canonical = json.JSONEncoder(sort_keys=True).encode


def pieces(value: Json) -> frozenset[str]:
    """
    Return every non-empty object within a value, in one canonical spelling.

    Objects are specific enough to be recognised wherever they surface; a bare number
    or word is not.
    """
    return frozenset(_objects(value))


def _objects(value: Json) -> Iterator[str]:
    children = value if isinstance(value, list) else []
    if isinstance(value, dict) and value:
        yield _canonical(value)
        children = list(value.values())
    for child in children:
        yield from _objects(child)
