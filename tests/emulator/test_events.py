"""An accepted event never changes, and an id is stored once."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Lab


def event(**given: Any) -> Any:
    """Return an order by contact u, with whatever is given instead."""
    return {
        "_user_id": "u",
        "_event_id": "e1",
        "_event_type": "ecommerce_order_create",
        "_event_parameters": {"order-euro-amount": 10},
        **given,
    }


def find(lab: Lab, **condition: Any) -> Any:
    """Return the events that one condition matches."""
    root = {"type": "event_condition", **condition}
    return lab.at("POST", "/event/search", json={"root": root}).json()["entities"]


@pytest.fixture
def source(lab: Lab) -> Any:
    """Return a datasource with contact u."""
    ident = lab.source()
    lab.push(ident, {"_user_id": "u"})
    return ident


def test_repeated_id_changes_nothing(lab: Lab, source: str) -> None:
    """A known id is accepted and the first event stays as it was."""
    lab.log(source, event())
    second = lab.log(source, event(_event_parameters={"order-euro-amount": 99}))
    found = lab.at("POST", "/event/search", json={}).json()["entities"]

    assert (202, 1) == (second.status_code, second.json()["entitiesSuccess"])
    assert [{"order-euro-amount": 10}] == [one["parameters"] for one in found]


@pytest.mark.parametrize(
    "bad",
    [
        {"_event_id": ""},
        {"_event_id": 7},
        {"_event_type": "nope"},
        {"_event_type": ["create"]},
        {"_event_date": "soon"},
        {"_event_date": None},
        {"_event_date": "2026-W01-1"},
        {"_event_date": "0001-01-01T00:00:00+14:00"},
        {"_event_date": "9999-12-31T23:59:59-14:00"},
        {"_event_parameters": []},
        {"_event_parameters": {}},
        {"_event_parameters": {"order-euro-amount": "much"}},
        {"_event_parameters": {"order-euro-amount": 1, "x": 1}},
        {"_event_parameters": {"order-euro-amount": 1, "order-id": "x" * 65}},
        {"_event_parameters": {"order-euro-amount": 1, "order-products": ["x"] * 21}},
        {"_user_id": "stranger"},
        {"_user_id": None},
    ],
)
def test_invalid_event_fails_its_item(lab: Lab, source: str, bad: Any) -> None:
    """An event that its type does not describe fails the item."""
    assert 422 == lab.log(source, event(**bad)).status_code


def test_queued_event_waits_for_its_contact(lab: Lab, source: str) -> None:
    """An event that is queued for a contact nobody knows yet appears with it."""
    lab.log(source, event(_user_id="later"), query="")
    lab.control("/queue/drain", {})
    lab.push(source, {"_user_id": "later"})
    person = lab.who("later")["id"]

    assert [person] == [
        one["audienceId"]
        for one in find(lab, key="event-type", operator="exists", values=[])
    ]


def test_search_by_parameter_and_date(lab: Lab, source: str) -> None:
    """Conditions look at the parameters of their type and at the creation."""
    for number in range(5):
        parameters = {"order-euro-amount": number * 10}
        lab.log(source, event(_event_id=str(number), _event_parameters=parameters))
    key = "ecommerce_order_create.order-euro-amount"
    between = {"lowerNumber": 10, "upperNumber": 30, "upperExcludeEquals": True}
    recent = {"lowerOffset": -1, "upperOffset": None}

    assert 2 == len(find(lab, key=key, operator="range-number", values=between))
    assert 5 == len(
        find(lab, key="created-at", operator="range-date-relative", values=recent)
    )


def test_deleted_contact_takes_its_events_along(lab: Lab, source: str) -> None:
    """Destroying a contact destroys what it did."""
    lab.log(source, event())
    lab.at("DELETE", f"/datasource/{source}/stream/contacts/u")

    assert [] == lab.at("POST", "/event/search", json={}).json()["entities"]
