"""Pointers lead to the line that a reader has to look at."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from instasent_conformance.contract.pointers import line_of, places_of, pointer
from instasent_conformance.contract.settled import settled

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


def places(value: Any, path: tuple[str | int, ...] = ()) -> list[str]:
    """Return the pointer of every value, in the order in which JSON is written."""
    inside = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    found = [place for step, each in inside for place in places(each, (*path, step))]
    return [pointer(path), *found]


@settings(deadline=None, database=None)
@given(VALUES)
def test_every_value_of_a_text_is_found(value: Any) -> None:
    """The scan finds exactly the pointers of the value, in order."""
    text = json.dumps(value, indent=1, ensure_ascii=False)
    scanned = [place for place, _ in places_of(text)]

    assert [_as_written(place) for place in places(value)] == scanned


def _as_written(place: str) -> str:
    """Spell a pointer as the scan does: keys stay as JSON escapes them."""
    steps = place.split("/")
    return "/".join(json.dumps(step, ensure_ascii=False)[1:-1] for step in steps)


def test_the_line_of_a_value_is_where_it_starts(tmp_path: Path) -> None:
    """A pointer leads to the line on which its value starts."""
    file = tmp_path / "x.json"
    file.write_text('{\n "a": [\n  1,\n  {"b": 2}\n ]\n}', "utf-8")

    assert (1, 2, 3, 4, 4) == tuple(
        line_of(file, place) for place in ("#", "#/a", "#/a/0", "#/a/1", "#/a/1/b")
    )


def test_a_place_that_is_not_there_is_line_one(tmp_path: Path) -> None:
    """A pointer that leads nowhere, or a file that is absent, gives the first line."""
    assert 1 == line_of(tmp_path / "absent.json", "#/a")


def test_settling_drops_what_is_open() -> None:
    """An unsettled keyword, a guess and one option of a knob do not bind."""
    schema = {
        "type": "object",
        "required": ["a"],
        "properties": {
            "a": {"maximum": 5, "minimum": 1, "x-unsettled": {"maximum": "K-18"}},
            "b": {"type": "integer", "x-knob": "K-18"},
            "c": {"enum": ["x"], "x-knob": "K-37"},
            "d": {"type": "string", "x-unknown": "U-16"},
            "e": {"type": "string"},
        },
    }

    assert {
        "a": {"minimum": 1},
        "b": {},
        "c": {"enum": ["x"], "x-knob": "K-37"},
        "d": {},
        "e": {"type": ["string", "null"]},
    } == settled(schema)["properties"]
