"""A filter matches exactly the people it describes, or is refused with a place."""

from __future__ import annotations

import json
from typing import Any

import pytest

from .conftest import Lab, Start

PEOPLE = [
    {"_user_id": "a", "_first_name": "Ada", "_client_tags": ["x", "y"], "n": 1},
    {"_user_id": "b", "_first_name": "Bea", "_client_tags": ["x"], "n": 2},
    {"_user_id": "c", "_email": "c@b.co", "n": 3, "ok": True},
    {"_user_id": "d", "_date_registered": "2026-10-30", "n": 2.5},
]


@pytest.fixture
def crowd(lab: Lab) -> Any:
    """Four people, one of whom placed two orders."""
    source = lab.source()
    lab.push(source, *PEOPLE)
    for number, amount in enumerate((5, 50)):
        parameters = {"order-euro-amount": amount, "order-id": f"R{number}"}
        lab.log(
            source,
            {
                "_user_id": "a",
                "_event_id": str(number),
                "_event_type": "ecommerce_order_create",
                "_event_parameters": parameters,
            },
        )
    return lab


def attribute(key: Any, operator: Any, values: Any) -> Any:
    """Return a condition on an attribute."""
    return {
        "type": "attribute_condition",
        "key": key,
        "operator": operator,
        "values": values,
    }


def order(name: Any, operator: Any, values: Any, kind: str = "event_condition") -> Any:
    """Return a condition on an order."""
    key = f"ecommerce_order_create.{name}"
    return {"type": kind, "key": key, "operator": operator, "values": values}


def group(*children: Any, **given: Any) -> Any:
    """Return a group of conditions."""
    return {"type": "group", "children": list(children), **given}


def between(lower: Any, upper: Any, **given: Any) -> Any:
    """Return the bounds of a range of numbers."""
    return {"lowerNumber": lower, "upperNumber": upper, **given}


def names(lab: Lab, root: Any) -> Any:
    """Return the user ids that a filter matches, in order."""
    response = lab.search(root=root, sortField="_user_id", sortAsc=True)
    found = [one["attributesData"]["_user_id"] for one in response.json()["entities"]]
    assert len(found) == response.json()["metadata"]["totalHits"]
    return "".join(found)


CHEAP = order("order-euro-amount", "range-number", between(0, 10))
DEAR = order("order-euro-amount", "range-number", between(40, 60))
FIRST = order("order-id", "matches-string", ["R0"])
WINDOW = {"lowerOffset": -7, "upperOffset": None, "lowerRounding": True}


@pytest.mark.parametrize(
    ("root", "expected"),
    [
        (attribute("_user_id", "exists", []), "abcd"),
        (attribute("_first_name", "contains", ["d"]), "a"),
        (attribute("_first_name", "contains", ["D"]), ""),
        (attribute("_client_tags", "matches-string", ["x"]), "ab"),
        (attribute("_client_tags", "matches-string", ["y", "z"]), "a"),
        (attribute("_client_tags", "matches-string", ["&&", "x", "y"]), "a"),
        (attribute("_client_tags", "exists", []), "ab"),
        (attribute("n", "range-number", between(2, 3)), "bcd"),
        (attribute("n", "range-number", between(2, 3, lowerExcludeEquals=True)), "cd"),
        (attribute("n", "range-number", between(None, 2)), "ab"),
        (attribute("ok", "exists", []), "c"),
        (attribute("_date_registered", "range-date-relative", WINDOW), "d"),
        (group(attribute("n", "exists", []), CHEAP), "a"),
        (group(attribute("_email", "exists", []), CHEAP, join="or"), "ac"),
        (group(CHEAP, DEAR), "a"),
        ({"type": "group_event", "children": [CHEAP, DEAR]}, ""),
        ({"type": "group_event", "children": [CHEAP, FIRST]}, "a"),
        ({"type": "group_event", "children": [DEAR, FIRST]}, ""),
    ],
)
def test_filter_matches(crowd: Lab, root: Any, expected: Any) -> None:
    """Each condition matches the people it describes."""
    assert expected == names(crowd, root)


@pytest.mark.parametrize(
    ("root", "place"),
    [
        (None, "root"),
        ([], "root"),
        ({}, "root.type"),
        ({"type": "segment_condition"}, "root.key"),
        (group(), "root.children"),
        (group(attribute("_user_id", "exists", []), join="xor"), "root.join"),
        (group(attribute("nobody", "exists", [])), "root.children[0].key"),
        (group(attribute(5, "exists", [])), "root.children[0].key"),
        (attribute("_user_id", "resembles", []), "root.operator"),
        (attribute("_user_id", ["exists"], []), "root.operator"),
        (attribute("_user_id", "exists", ["x"]), "root.values"),
        (attribute("_user_id", "contains", "x"), "root.values"),
        (attribute("_user_id", "contains", []), "root.values"),
        (attribute("_user_id", "contains", ["\ud800"]), "root.values"),
        (attribute("_user_id", "matches-string", ["&&"]), "root.values"),
        (attribute("_user_id", "range-number", between(1, 2)), "root.operator"),
        (attribute("n", "range-number", {"lowerNumber": 1}), "root.values"),
        (attribute("n", "range-number", between("1", 2)), "root.values"),
        (attribute("n", "range-number", between(True, 2)), "root.values"),
        (order("nothing", "exists", []), "root.key"),
        ({"type": "group_event", "children": [group()]}, "root.children[0].type"),
        (
            attribute("_date_registered", "range-date-relative", {"lowerOffset": 1}),
            "root.values",
        ),
        (
            attribute(
                "_date_registered",
                "range-date-relative",
                {"lowerOffset": 1, "upperOffset": 2, "lowerOffsetPeriod": "eon"},
            ),
            "root.values.lowerOffsetPeriod",
        ),
    ],
)
def test_refusal_names_the_place(crowd: Lab, root: Any, place: Any) -> None:
    """A condition that cannot be understood is refused, and its place is named."""
    content = json.dumps({"root": root})
    response = crowd.at(
        "POST",
        "/audience/search",
        content=content,
        headers={"Content-Type": "application/json"},
    )

    assert 400 == response.status_code
    assert response.json()["message"].startswith(f"{place}:")


def test_deep_and_wide_filters_are_refused(crowd: Lab) -> None:
    """A filter has a greatest depth and a greatest number of conditions."""
    deep = leaf = attribute("_user_id", "exists", [])
    for _ in range(80):
        deep = group(deep)

    assert 400 == crowd.search(root=deep).status_code
    assert 400 == crowd.search(root=group(*[leaf] * 600)).status_code
    assert 200 == crowd.search(root=group(*[leaf] * 400)).status_code
    wide = attribute("_user_id", "matches-string", ["x"] * 200)
    assert 400 == crowd.search(root=group(*[wide] * 400)).status_code


@pytest.mark.parametrize("option", ["omitted", "null", "masked"])
def test_essential_fields_alone(start: Start, option: str) -> None:
    """Without all data a person shows what the lowest level shows, and no mask."""
    lab = start(knobs={"K-33": option}).settle()
    lab.push(lab.source(), *PEOPLE)
    found = lab.search(includeAllData=False).json()["entities"][0]

    assert {"_user_id", "_full_name"} == set(found["attributesData"])
