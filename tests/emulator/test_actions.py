"""What is done to a person as a whole stays done."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from instasent_conformance.emulator import default_collaborators

from .conftest import Lab, Start

PERSON = {"_user_id": "u", "_email": "u@b.co"}


def act(lab: Lab, verb: str, ident: str, query: str = "_sync", **more: Any) -> Any:
    """Do something to a person."""
    body = {"audienceId": ident, **more}
    return lab.at("POST", f"/audience/stream/{verb}?{query}", json=body)


def channel(lab: Lab, name: str) -> Any:
    """Return whether u is subscribed to a channel."""
    return lab.who("u")["attributesData"][f"_is_subscribed_{name}"]


@pytest.mark.parametrize("name", ["sms", "email"])
def test_opting_out_survives_imports_and_merges(lab: Lab, name: str) -> None:
    """An opt-out stays over later imports and merges, until the person opts in."""
    source = lab.source()
    lab.push(source, PERSON)
    ident = lab.who("u")["id"]
    act(lab, f"{name}-unsubscribe", ident, reason="enough", **{"utm-source": "x"})
    lab.push(source, PERSON | {"_first_name": "U"})
    lab.push(lab.source(), {"_user_id": "v", "_email": "u@b.co"})
    other = {"sms": "email", "email": "sms"}[name]

    assert [False, True] == [channel(lab, name), channel(lab, other)]
    act(lab, f"{name}-subscribe", ident)
    assert channel(lab, name)


def test_queued_action_takes_its_turn(lab: Lab) -> None:
    """A queued action shows after a while, and before a later synchronous one."""
    lab.push(lab.source(), PERSON)
    ident = lab.who("u")["id"]
    act(lab, "sms-unsubscribe", ident, query="")
    assert channel(lab, "sms")
    lab.control("/clock/advance", {"seconds": 1})
    assert not channel(lab, "sms")
    act(lab, "sms-unsubscribe", ident, query="")
    act(lab, "sms-subscribe", ident)
    lab.control("/queue/drain", {})
    assert channel(lab, "sms")


def test_deleted_person_is_gone_with_its_sources(lab: Lab) -> None:
    """Deletion takes the person, its source contacts and its events, and no more."""
    one, two = lab.source(), lab.source()
    lab.push(one, PERSON, {"_user_id": "w"})
    lab.push(two, {"_user_id": "v", "_email": "u@b.co"})
    lab.log(one, {"_user_id": "u", "_event_id": "1", "_event_type": "create"})
    ident = lab.who("u")["id"]

    assert 202 == act(lab, "delete-contact", ident).status_code
    assert 404 == lab.at("GET", f"/audience/{ident}").status_code
    for source, user in ((one, "u"), (two, "v")):
        path = f"/datasource/{source}/stream/contacts/{user}"
        assert 404 == lab.at("GET", path).status_code
    assert 1 == lab.search().json()["metadata"]["totalHits"]
    assert [] == lab.at("POST", "/event/search", json={}).json()["entities"]
    assert 404 == act(lab, "delete-contact", ident).status_code


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ([], 400),
        ("x", 400),
        ({}, 422),
        ({"audienceId": 5}, 422),
        ({"audienceId": ""}, 422),
        ({"audienceId": "nobody"}, 404),
        ({"audienceId": "nobody", "reason": 5}, 422),
    ],
)
def test_bad_actions_are_refused(lab: Lab, body: Any, status: Any) -> None:
    """An action that cannot be read, or names nobody, is refused."""
    path = "/audience/stream/sms-unsubscribe"

    assert status == lab.at("POST", path, json=body).status_code


def test_settings_change_what_they_name(start: Start) -> None:
    """A patch changes the named settings of project and datasource alone."""
    lab = start(knobs={"A-01": "patch", "A-02": "patch"}).settle()
    before = lab.at("GET", "").json()["entity"]
    defaults = {"channelDefaults": {"autoCreateContactsOnOutbounds": False}}
    body = {"description": "d", "generalConfig": defaults}
    after = lab.at("PATCH", "", json=body).json()["entity"]
    source = lab.source(name="n")
    lab.push(source, PERSON)
    tagged = lab.at("PATCH", f"/datasource/{source}", json={"audienceTags": ["t"]})

    assert {"description", "generalConfig", "updatedAt"} == {
        key for key in after if before[key] != after[key]
    }
    assert ("n", ["t"]) == tuple(
        tagged.json()["entity"][key] for key in ("name", "audienceTags")
    )
    assert ["t"] == lab.who("u")["attributesData"]["_client_tags"]
    path = "/channel/sms/sms/direct/default/%2B34600000009"
    assert 404 == lab.at("POST", path, json={"text": "hi"}).status_code
    for bad in ({"x": 1}, {"name": ""}, {"name": 5}, {"generalConfig": {"x": {}}}):
        assert 422 == lab.at("PATCH", "", json=bad).status_code
    assert 422 == lab.at("PATCH", f"/datasource/{source}", json={"x": 1}).status_code


def test_bulk_and_single_storing_agree(start: Start) -> None:
    """A batch ends in the same people whether it is stored at once or one by one."""

    def crowd(lab: Lab) -> Any:
        first, second = lab.source(audienceTags=["t"]), lab.source()
        lab.push(
            first, *({"_user_id": f"{n}", "_email": f"{n}@b.co"} for n in range(9))
        )
        mixed = [
            {"_user_id": f"{n}", "_email": f"{n % 5}@b.co", "_first_name": f"N{n}"}
            for n in range(4, 30, 2)
        ]
        mixed += [{"_user_id": "x", "n": n} for n in range(3)]
        mixed += [{"_user_id": f"y{n}", "_phone_mobile": None} for n in range(3)]
        lab.push(second, *mixed)
        return [
            (one["attributesData"], one["dsIds"], len(one["audienceIds"]))
            for one in lab.search().json()["entities"]
        ]

    usual = default_collaborators()

    def ask(service: Any, project_id: Any, keys: Any) -> Any:
        return usual.match(service, project_id, keys)

    slow = replace(default_collaborators(), match=ask)
    pair = (default_collaborators(), slow)
    worlds = [crowd(start(parts=one).settle()) for one in pair]
    for data, _, _ in worlds[0] + worlds[1]:
        assert len(data.pop("_ds_contact_ids")) >= len(data.pop("_datasources"))
    assert [one[0] for one in worlds[0]] == [one[0] for one in worlds[1]]
    assert [one[2] for one in worlds[0]] == [one[2] for one in worlds[1]]
