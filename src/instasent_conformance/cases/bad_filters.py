"""Searches that are JSON and no query: what the filter grammar has no place for."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from ..contract import Json
from .misuse import Must

_DEPTH = 300
FilterDefects = Iterator[tuple[str, Json, Must]]


def filter_defects(good: Json) -> FilterDefects:
    """Yield every defect of a search body; none where the body is no search."""
    if not isinstance(good, dict) or "root" not in good:
        return
    for name, change in _CONDITION_DEFECTS.items():
        body = copy.deepcopy(good)
        body["root"]["children"][0] |= change
        yield name, body, "refuse"
    for name, root in _root_defects(good["root"]).items():
        yield name, {**good, "root": root}, "refuse"
    for name, change in _PAGE_DEFECTS.items() if "limit" in good else ():
        yield name, {**good, **change}, "refuse"
    yield from _open_questions(good)


_CONDITION_DEFECTS: dict[str, dict[str, Any]] = {
    "unknown-operator": {"operator": "is-like-no-other", "values": ["a"]},
    "operator-is-a-number": {"operator": 7},
    "unknown-condition": {"type": "condition_of_no_kind"},
    "range-is-a-list": {"operator": "range-number", "values": [1, 2]},
    "key-is-an-object": {"key": {"a": 1}},
}
_PAGE_DEFECTS: dict[str, dict[str, Any]] = {
    "limit-zero": {"limit": 0},
    "limit-negative": {"limit": -1},
    "limit-is-a-word": {"limit": "ten"},
    "limit-is-an-object": {"limit": {"a": 1}},
}


def _root_defects(root: dict[str, Any]) -> dict[str, Json]:
    return {
        "root-is-text": "everything",
        "root-is-a-list": [root],
        "unknown-join": {**root, "join": "xor"},
        "children-are-no-list": {**root, "children": {"a": 1}},
        "child-is-a-number": {**root, "children": [1]},
    }


def _open_questions(good: dict[str, Any]) -> FilterDefects:
    nested: dict[str, Any] = good["root"]
    for _ in range(_DEPTH):
        nested = {"type": "group", "join": "and", "children": [nested]}
    unknown = copy.deepcopy(good)
    unknown["root"]["children"][0]["key"] = "no_such_attribute"
    lenient = copy.deepcopy(good)
    lenient["root"]["children"][0] |= {"operator": "matches-string", "values": "a"}
    yield "values-are-no-list", lenient, "survive"
    childless = {key: value for key, value in good["root"].items() if key != "children"}
    yield "no-children", {**good, "root": childless}, "survive"
    yield "nested-deeply", {**good, "root": nested}, "survive"
    yield "unknown-key", unknown, "survive"
    yield "unknown-sort-field", {**good, "sortField": "no_such_attribute"}, "survive"
    yield "sort-field-is-an-object", {**good, "sortField": {"a": 1}}, "survive"
    yield "foreign-cursor", {**good, "cursor": "bm90LW91ci1jdXJzb3I"}, "survive"
    yield "cursor-is-a-number", {**good, "cursor": 7}, "survive"
    yield "offset-negative", {**good, "offset": -1}, "survive"
    yield "limit-huge", {**good, "limit": 10**30}, "survive"
    yield "unknown-member", {**good, "noSuchMember": True}, "survive"
