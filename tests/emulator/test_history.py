"""The past of a project reads the same from every side."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Lab, Start

SMS = "/channel/sms/sms"


@pytest.fixture(params=["empty", "demo"])
def past(start: Start, request: Any) -> Any:
    """Return a laboratory whose first project has a past, with people or without."""
    if request.param == "empty":
        return start().settle()
    lab = start(world="demo")
    lab.organization = lab.control("/organizations")[0]
    lab.project = lab.organization["projects"][0]["uid"]
    lab.secret = lab.mint(*lab.registry.scope_words)
    return lab


def entities(lab: Lab, path: str) -> Any:
    """Return the entities of a list."""
    response = lab.at("GET", path)
    assert 200 == response.status_code, response.text
    return response.json()["entities"]


def parts_of(lab: Lab, kind: str, names: str) -> Any:
    """Return every message of a kind of outreach, part by part."""
    return [
        (one, place, part, entities(lab, f"{SMS}/{kind}/{one['id']}/{place}"))
        for one in entities(lab, f"/{kind}")
        for place, part in enumerate(one[names])
    ]


@pytest.mark.parametrize(
    ("kind", "names"), [("campaign", "options"), ("automation", "messages")]
)
def test_messages_of_a_part_tell_one_story(past: Lab, kind: Any, names: Any) -> None:
    """A part's messages carry its text, and are found by send, by person and by id."""
    for one, place, part, messages in parts_of(past, kind, names):
        for message in messages:
            to = message["audienceContact"]["id"] or message["normalizedTo"]
            found = past.at("GET", f"{SMS}/{message['id']}").json()["entity"]
            assert message == found
            assert part["text"] == message["text"]
            assert one["id"] == message["metadata"][f"{kind}Id"]
            assert message in entities(past, f"{SMS}/audience/{to}".replace("+", "%2B"))
        if messages:
            assert messages == entities(past, f"{SMS}/send/{part['sendId']}")
        assert (one["status"] != "draft") == bool(messages), place


def test_direct_messages_are_found_by_term(past: Lab) -> None:
    """The messages with a term are those of the direct ones that carry it."""
    direct = entities(past, f"{SMS}/direct")
    tracked = [one for one in direct if one["metadata"].get("utm-term") == "pickup"]

    assert 1 == len(tracked)
    assert tracked == entities(past, f"{SMS}/direct/pickup")
    assert [] == entities(past, f"{SMS}/direct/nothing")


def test_lists_follow_what_is_sent(lab: Lab) -> None:
    """A sent message is in the lists at once, and moves on in all of them."""
    lab.push(lab.source(), {"_user_id": "u", "_phone_mobile": "+34600000001"})
    path = f"{SMS}/direct/default/%2B34600000001/spring"
    sent = lab.at("POST", path, json={"text": "hi"}).json()["entity"]
    person, phone = lab.who("u")["id"], "%2B34600000001"
    paths = [
        f"{SMS}/direct/spring",
        f"{SMS}/audience/{person}",
        f"{SMS}/audience/{phone}",
    ]

    for seconds, status in ((0, "enqueued"), (2, "sent"), (5, "delivered")):
        lab.control("/clock/advance", {"seconds": seconds})
        for one in paths:
            assert [(sent["id"], status)] == [
                (found["id"], found["status"]) for found in entities(lab, one)
            ]


def test_projects_do_not_share_their_past(lab: Lab) -> None:
    """Nothing of another project's past is found in this one."""
    for path, key in (("/campaign", "id"), ("/automation", "id"), ("/segment", "uid")):
        base = f"/project/{lab.other}{path}"
        foreign = lab.call("GET", base).json()["entities"][0][key]
        assert 404 == lab.at("GET", f"{path}/{foreign}").status_code


def test_segments_hold_who_they_describe(lab: Lab) -> None:
    """A dynamic segment holds who meets it now, and a filter narrows it."""
    source = lab.source()
    lab.push(
        source,
        {"_user_id": "a", "_phone_mobile": "+34600000001", "_country_code": "ES"},
        {"_user_id": "b", "_phone_mobile": "+34600000002", "_country_code": "FR"},
        {"_user_id": "c", "_country_code": "ES"},
    )
    uids = {one["name"]: one["uid"] for one in entities(lab, "/segment")}

    def inside(name: Any, query: Any = "", **body: Any) -> Any:
        path = f"/audience/segment/{uids[name]}/scroll?{query}"
        found = lab.at("POST", path, json=body).json()["entities"]
        return "".join(one["attributesData"]["_user_id"] for one in found)

    spanish = {
        "type": "attribute_condition",
        "key": "_country_code",
        "operator": "matches-string",
        "values": ["ES"],
    }
    assert "ab" == inside("Reachable by phone")
    assert "a" == inside("Reachable by phone", root=spanish)
    assert "abc" == inside("Imported lately", "parameter=7")
    assert "b" == inside("Imported lately", "parameter=7|FR")
    lab.control("/clock/advance", {"seconds": 8 * 86400})
    assert "" == inside("Imported lately", "parameter=7")
    assert [uids["Reachable by phone"]] == [
        one["uid"] for one in entities(lab, "/segment/dynamic")
    ]
    path = f"/segment/{uids['Imported lately']}"
    for bad in ("parameter=x", "parameter=1|a|b", f"parameter={'9' * 5000}"):
        assert 400 == lab.at("GET", f"{path}?{bad}").status_code or "x" not in bad
        assert (
            400 == lab.at("POST", f"/audience{path}/scroll?{bad}", json={}).status_code
        )


def test_static_segment_follows_a_merge(start: Start) -> None:
    """A listed person stays in a static segment when another absorbs it."""
    lab = start(world="demo")
    lab.organization = lab.control("/organizations")[0]
    lab.project = lab.organization["projects"][0]["uid"]
    lab.secret = lab.mint(*lab.registry.scope_words)
    segment = next(one for one in entities(lab, "/segment") if one["type"] == "static")
    path = f"/audience/segment/{segment['uid']}/scroll"
    members = lab.at("POST", path, json={}).json()["entities"]
    one, two = (members[n]["attributesData"]["_user_id"] for n in (0, 1))
    lab.push(lab.source(), {"_user_id": one, "_email": "x@b.co"})
    lab.push(lab.source(), {"_user_id": two, "_email": "x@b.co"})

    assert len(members) - 1 == len(lab.at("POST", path, json={}).json()["entities"])


def test_cursors_belong_to_their_scroll(lab: Lab) -> None:
    """A cursor of a segment, of people or of events serves nowhere else."""
    source = lab.source()
    people = [{"_user_id": n, "_phone_mobile": f"+3460000000{n}"} for n in "123"]
    lab.push(source, *people)
    for n in "123":
        lab.log(source, {"_user_id": n, "_event_id": n, "_event_type": "create"})
    uid = entities(lab, "/segment")[0]["uid"]
    paths = ["/audience/scroll", "/event/scroll", f"/audience/segment/{uid}/scroll"]

    for path in paths:
        page = lab.at("POST", path, json={"limit": 2}).json()
        cursor = page["metadata"]["cursor"]
        statuses = [
            lab.at("POST", one, json={"limit": 2, "cursor": cursor}).status_code
            for one in paths
        ]
        assert [200 if one == path else 400 for one in paths] == statuses


def test_indexes_refuse_what_they_do_not_know(lab: Lab) -> None:
    """A filter, a sort or a page that cannot be understood is refused by its place."""

    def refused(query: str) -> Any:
        response = lab.at("GET", f"/campaign?{query}")
        assert 400 == response.status_code, query
        return response.json()["message"].partition(":")[0]

    assert "title_like" == refused("title_like=x")
    assert "nobody_eq" == refused("nobody_eq=x")
    assert "_sort" == refused("_sort=nobody")
    assert "_sort" == refused("_sort=title:up")
    assert "_q.filter[0].operator" == refused(
        '_q={"filter":[{"field":"id","operator":"like","value":1}]}'
    )
    assert "_q.filter[0].field" == refused(
        '_q={"filter":[{"operator":"eq","value":1}]}'
    )
    assert "_q.filter[0].value" == refused(
        '_q={"filter":[{"field":"id","operator":"in","value":1}]}'
    )
    assert "_q.filter[0]" == refused('_q={"filter":[1]}')
    assert "_q.sort[0]" == refused('_q={"sort":[["title"]]}')


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("status_eq=sent", ["Summer sale"]),
        ("status_in=sent,draft&_sort=title:-", ["Winter preview", "Summer sale"]),
        ("campaignAt_gte=2026-11-05", ["Winter preview"]),
        (
            '_q={"sort":[["title","desc"]],"paging":{"start":1,"limit":1}}',
            ["Summer sale"],
        ),
        (
            '_q={"filter":[{"field":"status","operator":"in","value":["sent",["x"]]}]}',
            ["Summer sale"],
        ),
        ("nothing=1", ["Summer sale", "Winter preview"]),
    ],
)
def test_indexes_are_filtered(lab: Lab, query: Any, titles: Any) -> None:
    """The URL form and the JSON form of a filter select the same way."""
    assert titles == [one["title"] for one in entities(lab, f"/campaign?{query}")]
