"""Pushes that overlap on the wire merge as they would one after the other."""

from __future__ import annotations

import os
import random
import signal
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from instasent_conformance.contract import Registry

from .serving import Place, serve, settle

THREADS = 8
SEED = 1
SOURCES = ("CRM", "Shop", "App")
PER_SOURCE, BATCH = 80, 8
Person = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Push:
    """A batch of contacts for a datasource, and whether it is to be synchronous."""

    source: str
    contacts: tuple[dict[str, Any], ...]
    sync: bool


def pushes(seed: int) -> list[Push]:
    """Return batches of people who share user ids, addresses and numbers."""
    chance, found = random.Random(seed), []
    for source in SOURCES:
        users = [f"{source}-{n}" if n % 4 else f"all-{n}" for n in range(PER_SOURCE)]
        contacts = [
            {
                "_user_id": user,
                "_email": f"p{chance.randrange(PER_SOURCE * 2)}@example.org",
                "_phone_mobile": f"+346{chance.randrange(PER_SOURCE * 2):08d}",
            }
            for user in users
        ]
        for start in range(0, PER_SOURCE, BATCH):
            part = tuple(contacts[start : start + BATCH])
            found.append(Push(source, part, sync=chance.random() < 0.5))
    chance.shuffle(found)
    return found


@pytest.fixture(scope="module")
def client(registry: Registry) -> Iterator[httpx.Client]:
    """Return a client of an emulator in a process of its own."""
    child, base = serve(registry, None)
    with httpx.Client(base_url=base, timeout=10) as one:
        yield one
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def send(client: httpx.Client, place: Place, one: Push) -> list[int]:
    """Push contacts, then two events of each; return the statuses."""
    stream, flag = place.streams[one.source], "?_sync" if one.sync else ""
    events = [
        {
            "_user_id": contact["_user_id"],
            "_event_id": f"{contact['_user_id']}-{number}",
            "_event_type": "create",
        }
        for contact in one.contacts
        for number in range(2)
    ]
    return [
        client.post(f"{stream}/{kind}{flag}", json=items, headers=place.headers)
        .raise_for_status()
        .status_code
        for kind, items in (("contacts", one.contacts), ("events", events))
    ]


def people(client: httpx.Client, place: Place) -> set[Person]:
    """Return who is the same person, as the project says."""
    groups: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for source in SOURCES:
        for number in range(PER_SOURCE):
            user = f"{source}-{number}" if number % 4 else f"all-{number}"
            path = f"{place.streams[source]}/contacts/{user}"
            contact = client.get(path, headers=place.headers).json()["contact"]
            groups[contact["audienceId"]].add((source, user))
    return {frozenset(group) for group in groups.values()}


def timelines(client: httpx.Client, place: Place) -> list[tuple[str, str]]:
    """Return every event of the project with its datasource."""
    found, cursor = [], None
    while True:
        body = {"limit": 100} | ({"cursor": cursor} if cursor else {})
        answer = client.post(
            f"{place.path}/event/scroll", json=body, headers=place.headers
        ).json()
        found += [(one["datasourceId"], one["id"]) for one in answer["entities"]]
        assert all(one["audienceId"] for one in answer["entities"])
        cursor = answer["metadata"]["cursor"]
        if cursor is None:
            return sorted(found)


def settled(
    client: httpx.Client, registry: Registry, given: Sequence[Push], threads: int
) -> tuple[set[Person], list[tuple[str, str]], set[int]]:
    """Push everything from so many threads; return people, events and statuses."""
    place = settle(client, registry, *SOURCES)
    with ThreadPoolExecutor(threads) as pool:
        statuses = pool.map(lambda one: send(client, place, one), given)
    seen = {status for pair in statuses for status in pair}
    client.post("/_control/queue/drain", json={})
    return people(client, place), timelines(client, place), seen


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")
def test_overlapping_pushes_merge_like_sequential_ones(
    client: httpx.Client, registry: Registry
) -> None:
    """The same people and all events, whoever came first; nothing fails."""
    given = pushes(SEED)
    apart, at_once = (settled(client, registry, given, n) for n in (1, THREADS))

    assert apart[0] == at_once[0]
    assert any(len(person) > 3 for person in at_once[0])
    assert 2 * PER_SOURCE * len(SOURCES) == len(at_once[1]) == len(set(at_once[1]))
    assert len(apart[1]) == len(at_once[1])
    assert {202} == at_once[2]
