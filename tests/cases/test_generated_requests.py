"""What is generated is described, owned by the run, and the same for the same seed."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from instasent_conformance.canaries import Canaries
from instasent_conformance.cases import RequestBuilder
from instasent_conformance.cases.answers import plain_requests
from instasent_conformance.cases.boundaries import (
    about_nothing,
    about_person,
    accented_contact,
    page_of_one,
)
from instasent_conformance.cases.breaking import merged, one_place_broken, shrunk
from instasent_conformance.cases.generated import (
    Draft,
    invalid_bodies,
    is_generated,
    valid_drafts,
)
from instasent_conformance.contract import Endpoint, Json, load_registry
from instasent_conformance.contract.templates import SAMPLES
from instasent_conformance.oracles.requests import (
    distinct_refusals,
    is_described,
    owed_refusal,
)
from instasent_conformance.tokens import TokenNeed

CONTRACT = load_registry()
GENERATED = [e for e in CONTRACT.endpoints.values() if is_generated(e)]
WITH_BODY = [e for e in GENERATED if e.request]
SETTLED = [e for e in WITH_BODY if e.request and e.request.provenance != "assumed"]
FACTS = {k: v for k, v in SAMPLES.items() if not k.startswith("fresh.")}
IDENTITY = CONTRACT.attribute("user-id").uid
COUNT = 12


def builder() -> RequestBuilder:
    """Return a builder that always draws the same values."""
    return RequestBuilder(CONTRACT, FACTS, Canaries(seed=0, run="t"))


def drafts(endpoint: Endpoint, seed: int = 0) -> tuple[Draft, ...]:
    """Return valid drafts of an endpoint."""
    return valid_drafts(builder(), endpoint, count=COUNT, seed=seed)


@pytest.mark.parametrize("endpoint", GENERATED, ids=lambda e: e.id)
def test_valid_drafts_are_described(endpoint: Endpoint) -> None:
    """Every valid draft satisfies the contract's own schema, not only the narrowed."""
    found = drafts(endpoint)

    assert len(found) >= COUNT // 3
    assert [] == [d for d in found if not is_described(CONTRACT, endpoint, d.body)]


@pytest.mark.parametrize("endpoint", SETTLED, ids=lambda e: e.id)
def test_enough_bodies_are_beyond_doubt_wrong(endpoint: Endpoint) -> None:
    """Of the broken bodies several break settled parts, at different places."""
    sound = [draft.body for draft in drafts(endpoint)]
    bodies = invalid_bodies(builder(), endpoint, sound, count=COUNT, seed=0)
    found = list(distinct_refusals(CONTRACT, endpoint, bodies, count=COUNT))

    assert len(found) >= 3
    assert all(owed_refusal(CONTRACT, endpoint, body) for body, _ in found)


@pytest.mark.parametrize("endpoint", WITH_BODY, ids=lambda e: e.id)
def test_the_same_seed_draws_the_same_requests(endpoint: Endpoint) -> None:
    """Drawing depends on the seed alone."""
    assert drafts(endpoint, seed=5) == drafts(endpoint, seed=5)
    assert drafts(endpoint, seed=5) != drafts(endpoint, seed=6)


def test_batches_bear_identities_of_the_run() -> None:
    """Every generated contact has a user id that this run made."""
    for draft in drafts(CONTRACT.endpoint("stream.push-contacts")):
        assert all(item[IDENTITY].startswith("cf-t-") for item in draft.body)


def test_a_filter_names_attributes_of_the_contract_alone() -> None:
    """A generated filter asks for nothing that a project may not know."""
    known = {attribute.uid for attribute in CONTRACT.attributes}
    text = json.dumps([d.body for d in drafts(CONTRACT.endpoint("audience.search"))])
    keys = {part.split('"')[0] for part in text.split('"key": "')[1:]}
    asked = {key for key in keys if key.startswith("_")}

    assert asked
    assert asked <= known


def test_an_unknown_id_is_asked_for_each_path_parameter() -> None:
    """Beside tokens that do not suffice, each path parameter is once unknown."""
    endpoint = CONTRACT.endpoint("stream.get-contact")
    requests = builder()
    cases = [
        case
        for case, _, _ in plain_requests(
            requests, endpoint, requests.build(endpoint.id), TokenNeed()
        )
    ]

    assert [
        f"{endpoint.id}/{name}"
        for name in (
            "no-token",
            "no-scope",
            "least-scopes",
            "unknown-project",
            "unknown-datasource",
            "unknown-userId",
        )
    ] == cases


BODIES = st.dictionaries(st.sampled_from("abc"), st.integers(), min_size=1)


@settings(database=None, deadline=None)
@given(BODIES)
def test_one_place_is_broken_at_a_time(body: dict[str, Json]) -> None:
    """A broken body differs from the sound one at one member, or altogether."""
    for broken in one_place_broken(body):
        if isinstance(broken, dict) and broken.keys() <= body.keys():
            assert sum(body[k] is not broken.get(k, _ABSENT) for k in body) <= 1


_ABSENT = object()


def test_bodies_are_merged_into_one_with_every_member() -> None:
    """One body, or one item, has every member that any of them has."""
    assert {"a": 1, "b": 2} == merged([{"a": 1}, {"a": 3, "b": 2}])
    assert [{"a": 1, "b": 2}] == merged([[{"a": 1}], [{"b": 2}]])


def test_a_failing_body_is_made_simpler_within_its_budget() -> None:
    """Shrinking keeps what fails, drops the rest and stops at its budget."""
    asked: list[Json] = []

    def fails(body: Json) -> bool:
        asked.append(body)
        return "x" in body

    assert {"x": 1} == shrunk({"a": 1, "x": 1, "b": [2, 3]}, fails, budget=20)
    assert {"a": 1, "x": 1} == shrunk({"a": 1, "x": 1}, fails, budget=0)
    assert len(asked) <= 20


def test_an_index_page_stays_below_an_open_bound() -> None:
    """While the largest page is an open question, no large one is asked for."""
    drawn = drafts(CONTRACT.endpoint("datasource.list"))

    assert all(int(dict(draft.query)["_limit"]) <= 10 for draft in drawn)


def test_a_page_of_one_is_asked_where_there_are_pages() -> None:
    """A search asks in its body, an index in its query, a single read not at all."""
    body = page_of_one(builder(), CONTRACT.endpoint("audience.search"))
    query = page_of_one(builder(), CONTRACT.endpoint("datasource.list"))

    assert body is not None
    assert query is not None
    assert 1 == json.loads(body.content or b"")["limit"]
    assert ("_limit", "1") in query.query
    assert page_of_one(builder(), CONTRACT.endpoint("audience.get")) is None


def test_an_empty_source_is_asked_where_it_is_addressed_alone() -> None:
    """A data source takes the place of another where no contact of it is needed."""
    asked = about_nothing(builder(), CONTRACT.endpoint("datasource.stats"), "nobody")

    assert asked is not None
    assert "/nobody/" in asked.path
    for name in ("project.get", "stream.get-contact"):
        assert about_nothing(builder(), CONTRACT.endpoint(name), "nobody") is None


def test_a_person_is_asked_for_by_path_or_by_filter() -> None:
    """The request about a person bears an identity of that person."""
    person = accented_contact(CONTRACT, Canaries(seed=1, run="t"))
    search = CONTRACT.endpoint("audience.search")
    by_filter = about_person(builder(), search, person, "an-id")
    by_id = about_person(builder(), CONTRACT.endpoint("audience.get"), person, "an-id")

    assert [person[IDENTITY]] == json.loads(by_filter.content or b"")["root"]["values"]
    assert by_id.path.endswith("/an-id")
    assert not any(person[key].isascii() for key in person if "name" in key)
