"""JSON as text, quickly where that is possible."""

from __future__ import annotations

import json

import msgspec

_encode = msgspec.json.Encoder().encode


def dump(value: object) -> str:
    """Write a value as JSON; half characters and huge numbers are written too."""
    try:
        return _encode(value).decode()
    except (UnicodeEncodeError, OverflowError, TypeError):
        return json.dumps(value, separators=(",", ":"), allow_nan=False)
