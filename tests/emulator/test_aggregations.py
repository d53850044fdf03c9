"""A figure is computed over exactly what its filter matches."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Lab, Start

PEOPLE = [
    {"_user_id": "a", "_client_tags": ["x", "y"], "n": 1, "ok": True},
    {
        "_user_id": "b",
        "_client_tags": ["x"],
        "n": 2.5,
        "_date_registered": "2026-01-31",
    },
    {"_user_id": "c", "_date_registered": "2026-02-01"},
]
AMOUNT = "ecommerce_order_create.order-euro-amount"


@pytest.fixture
def crowd(lab: Lab) -> Any:
    """Three people and four events."""
    source = lab.source()
    lab.push(source, *PEOPLE)
    for number, amount in enumerate((5, 7.5, 10)):
        parameters = {"order-euro-amount": amount, "order-products": ["p", f"{number}"]}
        order = {"_event_id": f"{number}", "_event_type": "ecommerce_order_create"}
        lab.log(source, {"_user_id": "a", "_event_parameters": parameters, **order})
    lab.log(source, {"_user_id": "b", "_event_id": "x", "_event_type": "create"})
    return lab


def figure(lab: Lab, kind: str, **asked: Any) -> Any:
    """Return one figure, flattened."""
    body = {"aggregations": {"it": asked}}
    response = lab.at("POST", f"/{kind}/aggregations", json=body)
    if response.status_code != 200:
        return response.json()["message"].partition(":")[0]
    found = response.json()["entities"]["it"]
    if "value" in found:
        return found["value"]
    return [(one["key"], one["count"]) for one in found["buckets"]]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"type": "count"}, 3),
        ({"type": "sum", "field": "n"}, 3.5),
        ({"type": "avg", "field": "n"}, 1.75),
        ({"type": "min", "field": "n"}, 1),
        ({"type": "max", "field": "_date_registered"}, "2026-02-01T00:00:00.000Z"),
        ({"type": "cardinality", "field": "_client_tags"}, 2),
        ({"type": "terms", "field": "_client_tags"}, [("x", 2), ("y", 1)]),
        ({"type": "terms", "field": "_client_tags", "size": 1}, [("x", 2)]),
        ({"type": "terms", "field": "ok"}, [(True, 1)]),
        (
            {
                "type": "date-histogram",
                "field": "_date_registered",
                "interval": "month",
            },
            [("2026-01-01T00:00:00.000Z", 1), ("2026-02-01T00:00:00.000Z", 1)],
        ),
        (
            {"type": "date-histogram", "field": "_date_registered", "interval": "week"},
            [("2026-01-26T00:00:00.000Z", 2)],
        ),
        ({"type": "median", "field": "n"}, "aggregations.it.type"),
        ({"type": "sum", "field": "_user_id"}, "aggregations.it.field"),
        ({"type": "sum", "field": "nobody"}, "aggregations.it.field"),
        ({"type": "terms", "field": "n", "size": 101}, "aggregations.it.size"),
        ({"type": "date-histogram", "field": "n"}, "aggregations.it.field"),
        (
            {"type": "date-histogram", "field": "_date_registered"},
            "aggregations.it.interval",
        ),
    ],
)
def test_figures_of_people(crowd: Lab, asked: Any, expected: Any) -> None:
    """Each type of aggregation computes what it says, or is refused by its place."""
    assert expected == figure(crowd, "audience", **asked)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"type": "count"}, 4),
        ({"type": "sum", "field": AMOUNT}, 22.5),
        (
            {"type": "terms", "field": "event-type"},
            [("ecommerce_order_create", 3), ("create", 1)],
        ),
        (
            {
                "type": "terms",
                "field": "ecommerce_order_create.order-products",
                "size": 1,
            },
            [("p", 3)],
        ),
        (
            {"type": "date-histogram", "field": "created-at", "interval": "day"},
            [("2026-11-01T00:00:00.000Z", 4)],
        ),
        ({"type": "sum", "field": "event-type"}, "aggregations.it.field"),
    ],
)
def test_figures_of_events(crowd: Lab, asked: Any, expected: Any) -> None:
    """Events are aggregated by type, by moment and by parameter."""
    assert expected == figure(crowd, "event", **asked)


def test_filter_narrows_figures(crowd: Lab) -> None:
    """Figures and total speak of what the filter matches."""
    root = {
        "type": "attribute_condition",
        "key": "_client_tags",
        "operator": "matches-string",
        "values": ["y"],
    }
    body = {"root": root, "aggregations": {"n": {"type": "sum", "field": "n"}}}
    found = crowd.at("POST", "/audience/aggregations", json=body).json()

    assert {"n": {"value": 1}} == found["entities"]
    assert 1 == found["metadata"]["totalHits"]
    for bad in (
        {},
        {"aggregations": {}},
        {"aggregations": []},
        {"aggregations": {"a": 1}},
    ):
        status = crowd.at("POST", "/audience/aggregations", json=bad).status_code
        assert 400 == status


@pytest.mark.parametrize("option", ["omitted", "null", "masked"])
def test_figures_keep_what_the_level_hides(start: Start, option: str) -> None:
    """Over an attribute that the level hides, an aggregation finds no values."""
    lab = start(knobs={"K-33": option}).settle()
    lab.push(lab.source(), *PEOPLE)
    levels = [level.scope for level in lab.registry.levels]
    gates = lab.registry.access["audience.aggregations"].alternatives[0].scopes[0]
    hidden = ("_client_tags", "_date_registered", "n")
    body = {
        "aggregations": {
            name: {"type": kind, "field": name}
            for name, kind in zip(hidden, ("terms", "max", "sum"), strict=True)
        }
        | {"_user_id": {"type": "cardinality", "field": "_user_id"}}
    }
    token = lab.mint(*gates, levels[0])
    found = lab.at("POST", "/audience/aggregations", token=token, json=body).json()

    assert {
        "_client_tags": {"buckets": []},
        "_date_registered": {"value": None},
        "n": {"value": 0},
        "_user_id": {"value": 3},
    } == found["entities"]
