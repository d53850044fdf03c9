"""JSON as text, quickly where that is possible."""

from __future__ import annotations

import json
from typing import Any

import msgspec

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder().decode


def dump(value: object) -> str:
    """Write a value as JSON; half characters and huge numbers are written too."""
    return dump_bytes(value).decode()


def dump_bytes(value: object) -> bytes:
    """Write a value as the bytes of its JSON."""
    try:
        return _encode(value)
    except (UnicodeEncodeError, OverflowError, TypeError):
        return json.dumps(value, separators=(",", ":"), allow_nan=False).encode()


def load(text: str) -> Any:
    """Read JSON that was written by this emulator."""
    try:
        return _decode(text)
    except (msgspec.DecodeError, UnicodeEncodeError):
        return json.loads(text)


def load_bytes(content: bytes) -> Any:
    """
    Read JSON that somebody sent; the usual kind is read without asking twice.

    Raises:
        ValueError: it is no JSON, or holds what JSON cannot, such as infinity.
        RecursionError: it is nested too deeply.

    """
    try:
        return _decode(content)
    except (msgspec.DecodeError, ValueError):
        return json.loads(
            content.decode(), parse_constant=_not_finite, parse_float=_finite
        )


def _not_finite(text: str) -> float:
    raise ValueError(f"{text} is not a number of JSON")


def _finite(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise ValueError("the number is too large")
    return number
