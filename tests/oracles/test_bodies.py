"""What counts as the JSON value of a body, however it is written."""

from __future__ import annotations

import math

import pytest

from instasent_conformance.exchange import NOT_JSON, parse_body


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b' {"a": [1, 2.5, null, true]} ', {"a": [1, 2.5, None, True]}),
        (b'{"a": 1, "a": 2}', {"a": 2}),
        (b"123456789012345678901234567890", 123456789012345678901234567890),
        (b"1e400", math.inf),
        (b'"\\ud800"', "\ud800"),
        ('{"é": "ñ"}'.encode("utf-16"), {"é": "ñ"}),
        (b"[" * 600 + b"]" * 600, None),
    ],
    ids=("plain", "twice", "large", "beyond", "surrogate", "utf-16", "deep"),
)
def test_json_is_read(content: bytes, expected: object) -> None:
    """A body that is JSON is read, also where few parsers take it."""
    found = parse_body(content)

    assert found is not NOT_JSON
    assert expected is None or expected == found


@pytest.mark.parametrize(
    "content",
    [b"", b"NaN", b"[1,]", b"01", b'"\xff"', b'"\n"', b"[1] x", b"[" * 5000],
    ids=("empty", "nan", "comma", "zero", "bytes", "line", "more", "open"),
)
def test_what_is_not_json_is_said_to_be_none(content: bytes) -> None:
    """A body that is no JSON has no value; NaN is not JSON."""
    assert parse_body(content) is NOT_JSON
