"""What is kept of many people answers as the tables themselves would."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from instasent_conformance.emulator import facets

from .conftest import Lab, Start

COUNTRIES = ["ES", "FR", "ñ", ""]
Json = dict[str, Any]


def condition(key: str, operator: str, values: Any) -> Json:
    """Return a condition on an attribute."""
    node = {"key": key, "operator": operator, "values": values}
    return {"type": "attribute_condition", **node}


def filters(random: Random, depth: int = 2) -> Json:
    """Return a filter of several conditions, most of which somebody meets."""
    if depth:
        children = [filters(random, depth - 1) for _ in range(random.randint(1, 3))]
        join = random.choice(["and", "or"])
        return {"type": "group", "join": join, "children": children}
    least = random.choice([None, 0, 3, 7.5])
    bounds: Json = {"lowerNumber": least, "upperNumber": random.choice([None, 8, 9])}
    bounds |= {"lowerExcludeEquals": random.random() < 0.5}
    return random.choice(
        [
            condition("_country_code", "matches-string", random.sample(COUNTRIES, 2)),
            condition("_first_name", "matches-string", ["Ada"]),
            condition("points", "range-number", bounds),
            condition("points", "exists", []),
            condition("_is_subscribed_sms", "exists", []),
            condition("_client_tags", "matches-string", ["x"]),
        ]
    )


def write(lab: Lab, source: str, random: Random) -> None:
    """Let people come, change, join and go."""
    users = [f"u{number}" for number in range(60)]
    for _ in range(3):
        people = []
        for _ in range(random.randint(1, 30)):
            person: Json = {"_user_id": random.choice(users)}
            person["points"] = random.choice([1, 2, 3.5, 8, 9, 10**20, None])
            person["_country_code"] = random.choice(COUNTRIES)
            person["_client_tags"] = random.choice([["x", "y"], []])
            if random.random() < 0.2:
                person["_email"] = f"e{random.randint(0, 9)}@b.co"
            people.append(person)
        lab.push(source, *people)
    path = f"/datasource/{source}/stream/contacts/{random.choice(users)}?_sync"
    lab.at("DELETE", path)


def pages(lab: Lab, root: Json, *, ascending: bool) -> list[Any]:
    """Return what a search and every page of a scroll answer."""
    asked = {"root": root, "sortAsc": ascending}
    searched = lab.search(**asked, limit=3, offset=2).json()
    found = [searched["metadata"]["totalHits"], searched["entities"]]
    cursor: Json = {}
    while True:
        body = {**asked, **cursor, "limit": 4}
        page = lab.at("POST", "/audience/scroll", json=body).json()
        found += [page["metadata"]["totalHits"], page["entities"]]
        if page["metadata"]["cursor"] is None:
            return found
        cursor = {"cursor": page["metadata"]["cursor"]}


@pytest.mark.parametrize("seed", range(4))
def test_kept_values_answer_as_the_tables_do(
    start: Start, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is written in between, both ways of reading a filter agree."""
    random, lab = Random(seed), start().settle()
    source = lab.source()
    first = [condition("points", "exists", []), condition("_first_name", "exists", [])]
    lab.push(source, {"_user_id": "u0", "points": 1, "_first_name": "Ada"})
    for _ in range(5):
        write(lab, source, random)
        for root in [*first, *(filters(random) for _ in range(4))]:
            ascending = random.random() < 0.5
            monkeypatch.setattr(facets, "FEW", 0)
            kept = pages(lab, root, ascending=ascending)
            monkeypatch.setattr(facets, "FEW", 10**9)
            assert pages(lab, root, ascending=ascending) == kept


def test_kept_values_forget_what_was_undone(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a restore, a filter knows nothing of what came later."""
    monkeypatch.setattr(facets, "FEW", 0)
    source = lab.source()
    lab.push(source, {"_user_id": "a", "points": 1})
    root = condition("points", "range-number", {"lowerNumber": 0, "upperNumber": 9})
    totals = [lab.search(root=root).json()["metadata"]["totalHits"]]
    name = lab.control("/snapshot", {})["snapshot"]
    for number in range(2):
        lab.push(source, {"_user_id": f"b{number}", "points": 2})
        totals.append(lab.search(root=root).json()["metadata"]["totalHits"])
        lab.control("/restore", {"snapshot": name})
        totals.append(lab.search(root=root).json()["metadata"]["totalHits"])

    assert [1, 2, 1, 2, 1] == totals
