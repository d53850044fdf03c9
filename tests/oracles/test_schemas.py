"""The schema oracle says yes to what the contract describes, and explains its no."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from instasent_conformance.contract import Json, load_registry
from instasent_conformance.contract.templates import ATTRIBUTE, SAMPLES, fill
from instasent_conformance.oracles.batches import failed_items
from instasent_conformance.oracles.requests import (
    acceptance_weight,
    distinct_refusals,
    is_described,
    owed_refusal,
)

CONTRACT = load_registry()
WITH_BODY = sorted(e.id for e in CONTRACT.endpoints.values() if e.request)
UIDS = {ATTRIBUTE + row.role: row.uid for row in CONTRACT.attributes}
SEARCH = CONTRACT.endpoint("audience.search")
PUSH = CONTRACT.endpoint("stream.push-contacts")
IDENTITY = CONTRACT.attribute("user-id").uid
EMAIL = CONTRACT.attribute("email").uid
REGISTERED = CONTRACT.attribute("date-registered").uid

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


@pytest.mark.parametrize("name", WITH_BODY)
def test_every_example_is_described(name: str) -> None:
    """The example of the contract is described, and nothing of it must be refused."""
    endpoint = CONTRACT.endpoint(name)
    assert endpoint.request is not None
    body = fill(endpoint.request.example, {**SAMPLES, **UIDS})

    assert is_described(CONTRACT, endpoint, body)
    assert owed_refusal(CONTRACT, endpoint, body) is None


@settings(deadline=None, database=None)
@given(body=ANYTHING, name=st.sampled_from(WITH_BODY))
def test_what_is_described_is_never_owed_a_refusal(body: Json, name: str) -> None:
    """No body is at once described and to be refused."""
    endpoint = CONTRACT.endpoint(name)

    assert not (
        is_described(CONTRACT, endpoint, body)
        and owed_refusal(CONTRACT, endpoint, body) is not None
    )


@pytest.mark.parametrize(
    ("body", "keyword", "instance"),
    [
        ([], "type", "/"),
        ({"limit": 0}, "minimum", "/limit"),
        ({"limit": "ten"}, "type", "/limit"),
        ({"sortAsc": "yes"}, "type", "/sortAsc"),
    ],
)
def test_a_settled_break_is_named(body: Json, keyword: str, instance: str) -> None:
    """What the sources settle is named by keyword and place."""
    found = owed_refusal(CONTRACT, SEARCH, body)

    assert found is not None
    assert (keyword, instance) == (found.keyword, found.instance)


@pytest.mark.parametrize(
    "body",
    [
        {"limit": 51},
        {"offset": "far"},
        {"root": {"type": "unheard-of"}},
        {"unheard": "of"},
        {"sortAsc": None},
    ],
)
def test_an_open_question_owes_no_refusal(body: Json) -> None:
    """What a knob or an unknown leaves open is neither required nor forbidden."""
    assert owed_refusal(CONTRACT, SEARCH, body) is None


@pytest.mark.parametrize(
    ("item", "keyword"),
    [
        ({}, "required"),
        ({IDENTITY: ""}, "minLength"),
        ({IDENTITY: 5}, "type"),
        ({IDENTITY: "a", EMAIL: "no address"}, "format"),
        ({IDENTITY: "a", REGISTERED: "yesterday"}, "format"),
    ],
)
def test_a_broken_item_is_reported_for_the_item(item: Json, keyword: str) -> None:
    """A break inside an item may be answered for that item alone."""
    found = owed_refusal(CONTRACT, PUSH, [item])

    assert found is not None
    assert (keyword, True) == (found.keyword, found.per_item)


def test_a_batch_that_is_no_list_is_refused_as_a_whole() -> None:
    """A break outside the items concerns the batch."""
    found = owed_refusal(CONTRACT, PUSH, {})

    assert found is not None
    assert not found.per_item


def test_an_assumed_part_owes_no_refusal() -> None:
    """What only our own deduction forbids is not counted against a server."""
    schemas = dict(CONTRACT.schemas)
    name = "audience-search-request.json"
    schemas[name] = {**schemas[name], "x-provenance": "assumed"}
    assumed = replace(CONTRACT, schemas=schemas)

    assert owed_refusal(assumed, SEARCH, {"sortAsc": "yes"}) is None
    assert owed_refusal(CONTRACT, SEARCH, {"sortAsc": "yes"}) is not None


def test_acceptance_weighs_as_its_weakest_part() -> None:
    """A request weighs no more than the least certain member it uses."""
    assert "documented" == acceptance_weight(CONTRACT, SEARCH, {"version": "0.0.1"})
    assert "vendor-code" == acceptance_weight(CONTRACT, SEARCH, {"limit": 5})


def test_each_break_is_tried_once() -> None:
    """Bodies that break the same keyword at the same place count as one."""
    bodies = [{"limit": 0}, {"limit": -1}, {"limit": True}, {"sortAsc": 3}]
    tried = [body for body, _ in distinct_refusals(CONTRACT, SEARCH, bodies, count=9)]

    assert [{"limit": 0}, {"limit": True}, {"sortAsc": 3}] == tried


def test_each_required_member_is_left_out_once() -> None:
    """A member that is missing is a break of its own, and beside the count."""
    endpoint = CONTRACT.endpoint("stream.push-events")
    whole: dict[str, Json] = {
        "_user_id": "u1",
        "_event_id": "e1",
        "_event_type": CONTRACT.event_types[0].uid,
    }
    bodies: list[Json] = [
        [{key: value for key, value in whole.items() if key != missing}]
        for missing in (*whole, *whole)
    ]
    tried = distinct_refusals(CONTRACT, endpoint, [*bodies, "no", []], count=1)

    assert [*bodies[:3], "no"] == [body for body, _ in tried]


@pytest.mark.parametrize(
    ("body", "failed"),
    [
        ({"entitiesFailures": 2, "errors": []}, 2),
        ({"errors": [{"position": 0}]}, 1),
        ({"entity": {"failed": 1, "items": [{"status": "error"}]}}, 1),
        ({"entity": {"id": "x"}}, None),
        ("no result", None),
    ],
)
def test_failed_items_are_counted_in_either_form(
    body: Json, failed: int | None
) -> None:
    """Both forms of a push result tell how many items failed."""
    assert failed == failed_items(body)
