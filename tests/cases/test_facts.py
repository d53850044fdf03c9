"""What a run learns from answers, and what it makes for itself."""

from __future__ import annotations

import pytest

from instasent_conformance.canaries import Canaries
from instasent_conformance.cases import RequestBuilder
from instasent_conformance.cases.aggregations import SYNTAX, spelt, terms
from instasent_conformance.cases.facts import (
    Facts,
    acted_on,
    candidates,
    readers_of,
    sources_of,
)
from instasent_conformance.contract import Json, load_registry

CONTRACT = load_registry()


def test_a_fact_is_learnt_once() -> None:
    """A fact that is not known is asked for on first need, and then never again."""
    asked: list[str] = []

    def learn(word: str) -> Json:
        asked.append(word)
        return "c-1" if word == "campaign.id" else None

    facts = Facts({"project.uid": "p"}, learn)
    found = [facts.get(word) for word in ("campaign.id", "send.id") * 2]

    assert ["c-1", None, "c-1", None] == found
    assert ["campaign.id", "send.id"] == asked


def test_a_builder_with_more_facts_still_learns() -> None:
    """Facts that are added hide nothing of those that can be learnt."""
    facts = Facts({"project.uid": "p"}, lambda word: f"learnt {word}")
    builder = RequestBuilder(CONTRACT, facts, Canaries(seed=0, run="t"))
    request = builder.with_facts(sms__id="x").build("campaign.get")

    assert "/project/p/campaign/learnt%20campaign.id" == request.path


@pytest.mark.parametrize(
    ("word", "first"),
    [
        ("automation.id", ("automation.list", "/entities/0/id")),
        ("segment.uid", ("segment.list", "/entities/0/uid")),
        ("send.id", ("automation.list", "")),
    ],
)
def test_lists_come_before_what_needs_the_fact(
    word: str, first: tuple[str, str]
) -> None:
    """The first source needs the project alone; without relation every list is one."""
    endpoint, pointer = sources_of(CONTRACT, word)[0]

    assert first == (endpoint.id, pointer)


def test_every_item_of_a_list_is_a_candidate() -> None:
    """A pointer to the first item stands for all of them."""
    body = {"entities": [{"uid": "a"}, {"uid": "b"}, {"uid": None}]}

    assert ["a", "b"] == candidates(body, "/entities/0/uid", "segment.uid")


def test_a_fact_without_relation_is_found_by_its_name() -> None:
    """Where no relation names a place, a member of that name counts, at any depth."""
    body = {"entities": [{"metadata": {"sendId": "s"}}, {"options": [{"sendId": "t"}]}]}

    assert ["s", "t"] == candidates(body, "", "send.id")


def test_a_campaign_is_read_in_two_ways() -> None:
    """The reads that a campaign leads to are the campaign and its messages."""
    found = [endpoint.id for endpoint in readers_of(CONTRACT, "campaign.id")]

    assert ["campaign.get", "sms.list-by-campaign"] == found


@pytest.mark.parametrize(
    ("endpoint", "facts"),
    [
        ("audience.delete-contact", {"audience.id"}),
        ("datasource.update", {"datasource.id"}),
        ("sender.delete", {"sender.id"}),
        ("stream.delete-contact", {"contact.user-id"}),
        ("stream.push-contacts", set()),
        ("audience.get", set()),
    ],
)
def test_what_a_request_changes_is_named(endpoint: str, facts: set[str]) -> None:
    """A change names its object in the path, an action its contact in the body."""
    assert facts == acted_on(CONTRACT, endpoint)


def test_aggregations_are_spelt_as_the_target_reads_them() -> None:
    """In the nested syntax the type becomes the key of the members beside it."""
    body = {"aggregations": {"a": terms("x"), "b": {"type": "count"}}, "root": {}}
    nested = {"a": {"terms": {"field": "x", "size": 10}}, "b": {"count": {}}}

    assert body == spelt(body, "typed")
    assert {"aggregations": nested, "root": {}} == spelt(body, "nested")


def test_a_generated_body_is_bound_late() -> None:
    """A template in a generated body gets the fact that the builder holds."""
    facts = {"audience.id": "a-1", SYNTAX: "typed"}
    builder = RequestBuilder(CONTRACT, facts, Canaries(seed=0, run="t"))

    assert {"audienceId": "a-1"} == builder.bind({"audienceId": "{{audience.id}}"})
