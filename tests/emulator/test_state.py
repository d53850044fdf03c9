"""What was acknowledged is kept; what was refused never happened."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from instasent_conformance.contract import Registry
from instasent_conformance.emulator import EmulatorError, Settings, create_app

from .conftest import Lab, Start


def test_state_survives_a_restart(start: Start, tmp_path: Path) -> None:
    """A second emulator on the same file goes on where the first one stopped."""
    file = tmp_path / "state.db"
    first = start(state=file).settle()
    source = first.source()
    first.push(source, {"_user_id": "u"})
    first.push(source, {"_user_id": "later"}, query="")
    known = first.who("u")["id"]
    first.release()
    second = start(state=file)
    second.secret, second.project = first.secret, first.project

    assert known == second.who("u")["id"]
    second.control("/queue/drain", {})
    assert known != second.who("later")["id"]


def test_demo_state_is_taken_up_again(start: Start, tmp_path: Path) -> None:
    """A state that holds something in every table is sound when it is opened again."""
    file = tmp_path / "state.db"
    first = start(state=file, world="demo")
    before = first.control("/organizations")
    first.release()
    second = start(state=file)

    assert before == second.control("/organizations")


def test_same_seed_same_answers(start: Start) -> None:
    """Ids, secrets and times repeat under a seed and differ under another."""
    one, two, three = (start(seed=seed).settle() for seed in (1, 1, 2))

    assert one.call("GET", "/").text == two.call("GET", "/").text
    assert one.secret != three.secret


def test_refused_request_changes_nothing(lab: Lab) -> None:
    """A handler that fails half-way leaves no trace."""
    source = lab.source()
    before = lab.control(f"/digest?project={lab.project}")
    lab.push(source, *({"_user_id": str(n)} for n in range(101)))
    lab.at("POST", "/datasource", json={"name": "x"})
    lab.at("POST", "/datasource", json={"audienceTags": [], "name": ""})

    assert before == lab.control(f"/digest?project={lab.project}")


def test_snapshot_and_restore(lab: Lab) -> None:
    """A restored state answers as it did when it was remembered."""
    source = lab.source()
    lab.push(source, {"_user_id": "u"})
    name = lab.control("/snapshot", {})
    before = lab.who("u")
    lab.push(source, {"_user_id": "u", "_first_name": "New"}, {"_user_id": "v"})
    lab.control("/restore", name)

    assert before == lab.who("u")
    assert lab.who("v") is None
    assert (
        404 == lab.send("POST", "/_control/restore", json={"snapshot": "x"}).status_code
    )


def test_reset_returns_to_the_first_world(start: Start) -> None:
    """After a reset the world, its ids and its time are the initial ones."""
    lab = start(world="demo")
    before = lab.control("/organizations")
    lab.settle()
    lab.control("/reset", {})

    assert before == lab.control("/organizations")
    assert 401 == lab.call("GET", "/").status_code


def test_demo_world_looks_lived_in(start: Start) -> None:
    """Two organisations, three projects, merged people, and some who opted out."""
    lab = start(world="demo")
    large, small = lab.control("/organizations")
    lab.organization = large
    lab.project = large["projects"][0]["uid"]
    lab.secret = lab.mint(*lab.registry.scope_words)
    people = lab.search(limit=50).json()["entities"]

    assert ("XL", "S", 2, 1) == (
        large["plan"],
        small["plan"],
        len(large["projects"]),
        len(small["projects"]),
    )
    opted_out = [
        one["parameters"]
        for one in lab.at("POST", "/event/search", json={}).json()["entities"]
        if one["type"] == "channel_unsubscribe"
    ]
    assert {"Too many messages", "Moved abroad"} == {one["reason"] for one in opted_out}
    senders = lab.at("GET", "/channel/sms/sender").json()
    texts = lab.at("GET", "/channel/sms/sms/direct").json()["entities"]
    assert ["Azulejo", "AzulejoOut"] == [one["from"] for one in senders["entities"]]
    assert {"Azulejo"} == {one["from"] for one in texts}
    assert 41 == sum(len(one["dsContactIds"]) for one in people)
    assert 3 == max(len(one["dsIds"]) for one in people)


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/organizations", {"name": "x", "plan": "XXL"}, 400),
        ("/organizations", {"name": "", "plan": "S"}, 400),
        (
            "/organizations",
            {"name": "x", "plan": "S", "unique_attributes": ["_first_name"]},
            400,
        ),
        ("/organizations/nobody/plan", {"plan": "S"}, 404),
        ("/tokens", {"kind": "other", "organization": "x"}, 400),
        ("/tokens", {"kind": "product", "organization": "x"}, 404),
        ("/clock/advance", {"seconds": -1}, 400),
        ("/clock/advance", {"seconds": 1e300}, 400),
        ("/clock/advance", [], 400),
        ("/limits", {"enforced": 1}, 400),
        ("/subscriptions", {"project": "x"}, 404),
    ],
)
def test_control_refuses_nonsense(lab: Lab, path: Any, body: Any, status: Any) -> None:
    """The control plane refuses what it cannot do, in the one error shape."""
    response = lab.send("POST", f"/_control{path}", json=body)

    assert (status, ["message"]) == (response.status_code, list(response.json()))


def test_control_refuses_unknown_scopes(lab: Lab) -> None:
    """A token carries declared scopes only."""
    body = {
        "kind": "product",
        "organization": lab.organization["id"],
        "scopes": ["EVERYTHING"],
    }

    assert 400 == lab.send("POST", "/_control/tokens", json=body).status_code
    assert 405 == lab.send("DELETE", "/_control/organizations").status_code


def test_control_can_be_switched_off(start: Start) -> None:
    """Without a control plane its routes do not exist."""
    lab = start(control=False)

    assert 404 == lab.send("GET", "/_control").status_code
    assert 404 == lab.send("POST", "/_control/reset").status_code


@pytest.mark.parametrize(
    "given",
    [
        {"knobs": {"K-99": "x"}},
        {"knobs": {"K-01": "418"}},
        {"knobs": {"K-39": "gone"}},
        {"world": "/nowhere.json"},
        {"base_path": "v1/"},
    ],
)
def test_settings_that_cannot_be_honoured(registry: Registry, given: Any) -> None:
    """The emulator refuses to start with settings it would not keep."""
    with pytest.raises(EmulatorError):
        create_app(registry, settings=Settings(**given))


def test_unreadable_world_names_its_item(registry: Registry, tmp_path: Path) -> None:
    """A world with a bad item is refused, and the item is named."""
    file = tmp_path / "world.json"
    file.write_text(
        '{"organizations": [{"name": "o", "plan": "S", "projects": [{"name": "p",'
        '"datasources": [{"name": "d", "contacts": [{"_user_id": ""}]}]}]}]}'
    )

    with pytest.raises(EmulatorError, match=r"d: contacts\[0\]"):
        create_app(registry, settings=Settings(world=file))


def test_rates_are_enforced_on_demand(lab: Lab) -> None:
    """An operator lets limits be enforced for a while; counting never stops."""
    lab.control(f"/organizations/{lab.organization['id']}/plan", {"plan": "S"})
    path = f"/project/{lab.project}/audience/scroll"
    before = {lab.call("POST", path, json={}).status_code for _ in range(61)}
    told = [lab.control("/limits", {"enforced": True})]
    refused = lab.call("POST", path, json={})
    told.append(lab.control("/limits", {"enforced": False}))

    assert {403} == before
    assert [False, True] == [one["before"] for one in told]
    assert (429, "0") == (
        refused.status_code,
        refused.headers["x-ratelimit-remaining"],
    )
    assert 403 == lab.call("POST", path, json={}).status_code


def test_rates_are_counted_and_enforced(start: Start) -> None:
    """A used-up window refuses until it ends; classes have windows of their own."""
    lab = start(enforce_rates=True).settle(plan="S")
    path = f"/project/{lab.project}/audience/scroll"
    statuses = [lab.call("POST", path, json={}).status_code for _ in range(61)]

    assert [403] * 60 + [429] == statuses
    assert 200 == lab.call("GET", "/").status_code
    lab.control("/clock/advance", {"seconds": 61})
    response = lab.call("POST", path, json={})
    assert (403, "59") == (
        response.status_code,
        response.headers["x-ratelimit-remaining"],
    )
