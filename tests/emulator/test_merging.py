"""Contacts that share a unique value are one person, for as long as they share it."""

from __future__ import annotations

from .conftest import Lab, Start


def test_equal_user_ids_merge_across_sources(lab: Lab) -> None:
    """The same user id in two sources is one person with both sources."""
    one, two = lab.source(), lab.source()
    lab.push(one, {"_user_id": "u", "_first_name": "Ada"})
    lab.push(two, {"_user_id": "u", "_last_name": "Byron"})
    person = lab.who("u")

    assert "Ada Byron" == person["attributesData"]["_full_name"]
    assert [one, two] == person["dsIds"]
    assert 2 == len(person["dsContactIds"])


def test_a_batch_may_join_a_person_and_then_write_to_it(lab: Lab) -> None:
    """Each item of a batch finds what the items before it have done."""
    source = lab.source()
    lab.push(source, {"_user_id": "a", "_email": "a@b.co"}, {"_user_id": "x"})
    lab.push(
        source,
        {"_user_id": "b", "_email": "a@b.co"},
        {"_user_id": "a", "_first_name": "Ada"},
    )
    path = f"/datasource/{source}/stream/contacts/a"
    contact = lab.at("GET", path).json()["contact"]

    assert "Ada" == contact["contactData"]["_first_name"]
    assert "Ada" == lab.who("b")["attributesData"]["_first_name"]
    assert lab.who("b")["id"] == contact["audienceId"]


def test_values_merge_only_under_the_same_attribute(lab: Lab) -> None:
    """A user id that looks like an email of somebody else joins nobody."""
    source = lab.source()
    lab.push(source, {"_user_id": "a@b.co"}, {"_user_id": "x", "_email": "a@b.co"})

    assert 2 == lab.search().json()["metadata"]["totalHits"]


def test_emails_compare_without_case_and_phones_as_e164(lab: Lab) -> None:
    """Two spellings of one value are one value."""
    source = lab.source(defaultCountry="ES")
    lab.push(
        source,
        {"_user_id": "a", "_email": "Ada@B.co"},
        {"_user_id": "b", "_email": "ada@b.CO", "_phone_mobile": "600 00 00 01"},
        {"_user_id": "c", "_phone_mobile": "+34600000001"},
    )

    assert lab.who("a")["id"] == lab.who("c")["id"]


def test_null_never_merges(lab: Lab) -> None:
    """Contacts without a value share nothing."""
    source = lab.source()
    lab.push(source, {"_user_id": "a", "_email": None}, {"_user_id": "b"})

    assert lab.who("a")["id"] != lab.who("b")["id"]


def test_bridge_joins_two_people_into_the_oldest(lab: Lab) -> None:
    """A contact that shares a value with each of two people makes them one."""
    source = lab.source()
    lab.push(source, {"_user_id": "a", "_email": "a@b.co"})
    lab.push(source, {"_user_id": "b", "_phone_mobile": "+34600000001"})
    first, second = lab.who("a")["id"], lab.who("b")["id"]
    lab.push(
        source, {"_user_id": "c", "_email": "a@b.co", "_phone_mobile": "+34600000001"}
    )
    person = lab.who("b")

    assert first == person["id"]
    assert sorted([first, second]) == person["audienceIds"]
    assert first == lab.at("GET", f"/audience/{second}").json()["entity"]["id"]


def test_chain_falls_apart_without_its_bridge(lab: Lab) -> None:
    """Deleting the contact that held two people together gives both back."""
    source = lab.source()
    lab.push(
        source,
        {"_user_id": "a", "_email": "a@b.co"},
        {"_user_id": "c", "_email": "a@b.co", "_phone_mobile": "+34600000001"},
        {"_user_id": "b", "_phone_mobile": "+34600000001"},
    )
    whole = lab.who("a")["id"]
    lab.at("DELETE", f"/datasource/{source}/stream/contacts/c")

    assert whole == lab.who("a")["id"]
    assert lab.who("b")["id"] not in (None, whole)
    assert lab.who("c") is None


def test_changed_value_separates(lab: Lab) -> None:
    """A contact that gives up the shared value becomes a person of its own."""
    source = lab.source()
    lab.push(source, {"_user_id": "a", "_email": "a@b.co"})
    lab.push(source, {"_user_id": "b", "_email": "a@b.co"})
    lab.push(source, {"_user_id": "b", "_email": "b@b.co"})

    assert lab.who("a")["id"] != lab.who("b")["id"]


def test_last_contact_takes_the_person_along(lab: Lab) -> None:
    """A person without contacts is gone, under every id."""
    source = lab.source()
    lab.push(source, {"_user_id": "a"})
    person = lab.who("a")["id"]
    lab.at("DELETE", f"/datasource/{source}/stream/contacts/a")

    assert 404 == lab.at("GET", f"/audience/{person}").status_code


def test_projects_never_merge(lab: Lab) -> None:
    """The same values in two projects are two people."""
    lab.push(lab.source(), {"_user_id": "u"})
    response = lab.call("GET", f"/project/{lab.other}/audience/user/u")

    assert 404 == response.status_code


def test_unconfigured_attribute_does_not_merge(start: Start) -> None:
    """A project merges by the attributes it was configured with."""
    lab = start().settle(unique_attributes=["_email"])
    lab.push(
        lab.source(),
        {"_user_id": "a", "_phone_mobile": "+34600000001"},
        {"_user_id": "b", "_phone_mobile": "+34600000001"},
    )
    found = lab.at("GET", "/audience/search/phone/%2B34600000001").json()["entities"]

    assert 2 == len(found)


def test_events_follow_their_contact(lab: Lab) -> None:
    """One timeline per person, whatever the source, and back again."""
    one, two = lab.source(), lab.source()
    for source, uid in ((one, "a"), (two, "b")):
        lab.push(source, {"_user_id": uid, "_email": "a@b.co"})
        event = {"_user_id": uid, "_event_id": uid, "_event_type": "create"}
        lab.log(source, event)
    person = lab.who("a")["id"]
    groups = lab.at("GET", f"/audience/{person}/events").json()["entities"]

    assert {"a", "b"} == {event["userId"] for event in groups["create"]}
    lab.push(two, {"_user_id": "b", "_email": None})
    groups = lab.at("GET", f"/audience/{person}/events").json()["entities"]
    assert ["a"] == [event["userId"] for event in groups["create"]]


def test_first_source_wins_a_dispute(lab: Lab) -> None:
    """The lowest priority number wins; null is no opinion."""
    one, two = lab.source(), lab.source()
    lab.push(one, {"_user_id": "u", "_first_name": "One"})
    lab.push(two, {"_user_id": "u", "_first_name": "Two", "_last_name": "Two"})

    assert "One Two" == lab.who("u")["attributesData"]["_full_name"]
    lab.push(one, {"_user_id": "u", "_first_name": None})
    assert "Two Two" == lab.who("u")["attributesData"]["_full_name"]


def test_counters_tell_creations_merges_and_updates(lab: Lab) -> None:
    """A datasource counts what became of its contacts."""
    source = lab.source()
    lab.push(source, {"_user_id": "a", "_email": "a@b.co"})
    lab.push(source, {"_user_id": "b", "_email": "a@b.co"}, {"_user_id": "a", "n": 1})
    entity = lab.at("GET", f"/datasource/{source}").json()["entity"]

    assert [3, 1, 1, 1] == [
        entity["receivedIntegrations" + what]
        for what in ("", "Creations", "Merges", "Updates")
    ]
