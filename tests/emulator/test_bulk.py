"""Batches that are stored at once leave what the same contacts leave one by one."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import pytest

from instasent_conformance.emulator import default_collaborators

from .conftest import Lab, Start

USERS = [f"u{number}" for number in range(14)]
FILTERS = (
    {"operator": "matches-string", "key": "_full_name", "values": ["Ada Byron"]},
    {"operator": "matches-string", "key": "_full_name", "values": ["Byron"]},
    {"operator": "exists", "key": "_date_imported", "values": []},
)


def contact(random: Random) -> dict[str, object]:
    """Return a contact of a small world, where people often meet."""
    choices: dict[str, list[object]] = {
        "_user_id": list(USERS),
        "_email": [None, *(f"e{number}@b.co" for number in range(40))],
        "_phone_mobile": [f"+3460000{number:04d}" for number in range(40)],
        "_first_name": ["Ada", "", None],
        "_last_name": ["Byron", "King"],
        "points": [1, 2.5, None],
    }
    return {
        uid: random.choice(values)
        for uid, values in choices.items()
        if uid == "_user_id" or random.random() < 0.6
    }


def live(lab: Lab, seed: int) -> list[Any]:
    """Let much happen to a laboratory and return everything that it then shows."""
    random = Random(seed)
    sources = [lab.source(), lab.source(), lab.source(audienceTags=["tagged"])]
    told: list[Any] = []
    for _ in range(20):
        source, size = random.choice(sources), random.randint(1, 6)
        told.append(lab.push(source, *(contact(random) for _ in range(size))).json())
        person = lab.who(random.choice(USERS))
        if person is not None and random.random() < 0.2:
            body = {"audienceId": person["id"], "reason": "enough"}
            path = "/audience/stream/sms-unsubscribe?_sync"
            told.append(lab.at("POST", path, json=body).status_code)
        if random.random() < 0.3:
            path = f"/datasource/{source}/stream/contacts/{random.choice(USERS)}"
            told.append(lab.at("DELETE", f"{path}?_sync").status_code)
    assert 2 < told.count(202)
    return told + shown(lab, sources)


def shown(lab: Lab, sources: list[str]) -> list[Any]:
    """Return every person, every contact, and what some filters match."""
    found = [lab.search().json()]
    for source in sources:
        path = f"/datasource/{source}/stream/contacts"
        found += [lab.at("GET", f"{path}/{user}").json() for user in USERS]
    for one in FILTERS:
        node = {"type": "attribute_condition", **one}
        found.append(lab.search(root=node, sortField="_full_name").json())
    return found


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("option", ["merge", "replace"])
def test_batches_leave_what_single_contacts_leave(
    start: Start, seed: int, option: str
) -> None:
    """How a batch is stored cannot be told from what it stored."""
    usual = default_collaborators()

    def one_by_one(*given: Any) -> str:
        return usual.store_contact(*given)

    knobs = {"K-41": option}
    parts = replace(default_collaborators(), store_contact=one_by_one)
    slow = live(start(parts, knobs).settle(), seed)
    fast = live(start(None, knobs).settle(), seed)

    assert slow == fast


def test_a_contact_outlives_the_person_that_kept_its_attributes(lab: Lab) -> None:
    """A contact that joins another person keeps what it said."""
    source = lab.source()
    lab.push(source, {"_user_id": "a", "points": 1}, {"_user_id": "b", "points": 2})
    lab.push(
        source,
        {"_user_id": "a", "_email": "x@b.co"},
        {"_user_id": "b", "_email": "x@b.co"},
    )
    path = f"/datasource/{source}/stream/contacts"
    contacts = [lab.at("GET", f"{path}/{user}").json()["contact"] for user in "ab"]

    assert [1, 2] == [one["contactData"]["points"] for one in contacts]
    assert contacts[0]["audienceId"] == contacts[1]["audienceId"]
