"""Each item of a batch is judged alone, and what was refused changes nothing."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Lab


def test_one_bad_item_never_blocks_the_others(lab: Lab) -> None:
    """A partial failure keeps the good items and names the bad one."""
    result = lab.push(
        lab.source(), {"_user_id": "a"}, {"_email": "a@b.co"}, {"_user_id": "c"}
    )
    body = result.json()

    assert (202, 202) == (result.status_code, body["status"])
    assert [0, 2] == [one["position"] for one in body["accepted"]]
    assert [1] == [one["position"] for one in body["errors"]]
    assert lab.who("c") is not None


def test_all_bad_is_422(lab: Lab) -> None:
    """A batch without a good item is refused with its outcomes."""
    result = lab.push(lab.source(), {"_user_id": 5}, "text", None)

    assert (422, 3) == (result.status_code, result.json()["entitiesFailures"])


@pytest.mark.parametrize(
    "item",
    [
        {"_user_id": ""},
        {"_user_id": "u", "_email": "nope"},
        {"_user_id": "u", "_phone_mobile": "12"},
        {"_user_id": "u", "_accepts_marketing_sms": "maybe"},
        {"_user_id": "u", "_date_registered": "yesterday"},
        {"_user_id": "u", "_full_name": "read only"},
        {"_user_id": "u", "_never_heard_of": 1},
        {"_user_id": "u", "custom": {"nested": 1}},
        {"_user_id": "u", "custom": [1, "mixed"]},
        {"_user_id": "u", 'quo"te': 1},
        {"_user_id": "u", "_client_tags": ["a"] * 101},
        {"_user_id": "u" * 256},
    ],
)
def test_invalid_contact_fails_its_item(lab: Lab, item: Any) -> None:
    """A value that its attribute does not take fails the item."""
    assert 422 == lab.push(lab.source(), item).status_code


def test_custom_attribute_keeps_its_type(lab: Lab) -> None:
    """The first value declares a custom attribute; another type then fails."""
    source = lab.source()
    lab.push(source, {"_user_id": "u", "points": 5})
    spec = lab.at("GET", "/specs/attributes").json()["entities"][-1]

    assert ("points", "decimal", True) == (
        spec["uid"],
        spec["dataType"],
        spec["custom"],
    )
    assert 422 == lab.push(source, {"_user_id": "u", "points": "x"}).status_code


def test_queued_write_becomes_visible_with_time(lab: Lab) -> None:
    """A queued push is accepted at once and readable after the delay."""
    lab.push(lab.source(), {"_user_id": "u"}, query="")

    assert lab.who("u") is None
    lab.control("/clock/advance", {"seconds": 1})
    assert lab.who("u") is not None


def test_queue_can_be_drained(lab: Lab) -> None:
    """Draining processes what waits, in order."""
    source = lab.source()
    lab.push(source, {"_user_id": "u", "_first_name": "Old"}, query="")
    lab.push(source, {"_user_id": "u", "_first_name": "New"}, query="")

    assert {"processed": 2} == lab.control("/queue/drain", {})
    assert "New" == lab.who("u")["attributesData"]["_first_name"]


def test_sync_write_follows_what_was_queued_before(lab: Lab) -> None:
    """A synchronous push never overtakes a queued one of its datasource."""
    source = lab.source()
    lab.push(source, {"_user_id": "u", "_first_name": "Old"}, query="")
    lab.push(source, {"_user_id": "u", "_first_name": "New"})
    lab.control("/queue/drain", {})

    assert "New" == lab.who("u")["attributesData"]["_first_name"]


def test_dry_run_stores_nothing(lab: Lab) -> None:
    """A dry run judges and leaves every trace out."""
    source = lab.source()
    before = lab.control(f"/digest?project={lab.project}")
    result = lab.push(source, {"_user_id": "u", "new": 1}, query="_dryRun=true&_sync")

    assert (True, 1) == (result.json()["dryRun"], result.json()["entitiesSuccess"])
    assert before == lab.control(f"/digest?project={lab.project}")


def test_limit_and_shape_of_a_batch(lab: Lab) -> None:
    """A batch is an array of at most one hundred items, and may be empty."""
    source = lab.source()
    path = f"/datasource/{source}/stream/contacts"

    assert 202 == lab.push(source).status_code
    assert (
        202 == lab.push(source, *({"_user_id": str(n)} for n in range(100))).status_code
    )
    assert (
        400 == lab.push(source, *({"_user_id": str(n)} for n in range(101))).status_code
    )
    assert 400 == lab.at("POST", path, json={"_user_id": "u"}).status_code


def test_upsert_merges_keys_and_null_clears(lab: Lab) -> None:
    """Absent keys keep their value; null removes one."""
    source = lab.source()
    lab.push(source, {"_user_id": "u", "_first_name": "Ada", "_email": "a@b.co"})
    lab.push(source, {"_user_id": "u", "_email": None})
    contact = lab.at("GET", f"/datasource/{source}/stream/contacts/u").json()["contact"]

    assert {"_user_id": "u", "_first_name": "Ada"} == contact["contactData"]
    assert lab.who("u")["id"] == contact["audienceId"]


def test_deleting_an_unknown_contact_is_404(lab: Lab) -> None:
    """There is nothing to delete twice."""
    source = lab.source()
    path = f"/datasource/{source}/stream/contacts/u"
    lab.push(source, {"_user_id": "u"}, query="")

    assert 202 == lab.at("DELETE", path).status_code
    assert 404 == lab.at("DELETE", path).status_code


def test_audience_tags_reach_the_person(lab: Lab) -> None:
    """The tags of a datasource are added to those that a contact brings."""
    source = lab.source(audienceTags=["crm"])
    lab.push(source, {"_user_id": "u", "_client_tags": ["vip"]})

    assert ["vip", "crm"] == lab.who("u")["attributesData"]["_client_tags"]


def test_datasource_alias_and_uid(lab: Lab) -> None:
    """A datasource answers to its id, its uid and the alias of the first one."""
    source = lab.source()
    uid = lab.at("GET", f"/datasource/{source}").json()["entity"]["uid"]

    for name in (source, uid, "dsapi"):
        entity = lab.at("GET", f"/datasource/{name}/stream").json()["datasource"]
        assert source == entity["id"]
