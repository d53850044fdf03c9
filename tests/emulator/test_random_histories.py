"""Whatever was written in whatever order, a project reads as if written at once."""

from __future__ import annotations

import random
from collections import defaultdict
from typing import Any

import pytest

from .conftest import Lab, Start

UNIQUE = ("_user_id", "_email", "_phone_mobile")
SHOWN = ("_email", "_phone_mobile", "_first_name")
SOURCES, STEPS = 3, 20
Contact = tuple[int, str]
Truth = dict[Contact, dict[str, str]]


class History:
    """A project, and what was written to it, as one would remember it."""

    def __init__(self, lab: Lab, seed: int, values: int) -> None:
        self.lab, self.chance, self.values = lab, random.Random(seed), values
        self.sources = [lab.source(name=f"S{n}") for n in range(SOURCES)]
        self.truth: Truth = {}
        self.events: dict[Contact, Contact] = {}
        self.logged = 0

    def step(self) -> None:
        """Write something somewhere."""
        kind = self.chance.choices(("push", "log", "remove", "forget"), (14, 3, 2, 1))
        if kind == ["push"] or not self.truth:
            self.push()
        else:
            getattr(self, kind[0])(self.chance.choice(sorted(self.truth)))

    def push(self) -> None:
        """Push a batch that may name a contact, or a value, more than once."""
        source = self.chance.randrange(SOURCES)
        items = [self.item() for _ in range(self.chance.choice((1, 2, 5, 25)))]
        flag = self.chance.choice(("", "_sync"))
        self.lab.push(self.sources[source], *items, query=flag)
        if not flag:
            self.lab.control("/queue/drain", {})
        for item in items:
            contact = self.truth.setdefault((source, item["_user_id"]), {})
            contact.update(item)
            for name in [key for key, value in item.items() if value is None]:
                del contact[name]

    def item(self) -> dict[str, Any]:
        """Return a contact of few values, some of them cleared."""
        number = self.chance.randrange(self.values)
        pool = {
            "_email": self.chance.choice(("e{}@x.co", "E{}@X.co")).format(number),
            "_phone_mobile": f"+3460000{self.chance.randrange(self.values):04d}",
            "_first_name": self.chance.choice("ABC"),
        }
        item: dict[str, Any] = {
            "_user_id": f"u{self.chance.randrange(2 * self.values)}"
        }
        for name, value in pool.items():
            luck = self.chance.random()
            if luck < 0.5:
                item[name] = value if luck < 0.4 else None
        return item

    def log(self, contact: Contact) -> None:
        """Push an event of a contact."""
        source, user = contact
        self.logged += 1
        ident = str(self.logged)
        event = {"_user_id": user, "_event_id": ident, "_event_type": "create"}
        self.lab.log(self.sources[source], event)
        self.events[source, ident] = contact

    def remove(self, contact: Contact) -> None:
        """Delete a contact from its datasource."""
        source, user = contact
        self.lab.at("DELETE", self.path(source, user))
        self.drop({contact})

    def forget(self, contact: Contact) -> None:
        """Delete a person with all that feeds it."""
        (group,) = [one for one in same_people(self.truth) if contact in one]
        body = {"audienceId": self.read(contact)["audienceId"]}
        self.lab.at("POST", "/audience/stream/delete-contact?_sync", json=body)
        self.drop(group)

    def drop(self, gone: set[Contact] | frozenset[Contact]) -> None:
        """Remember that contacts are gone, and their events with them."""
        self.truth = {k: v for k, v in self.truth.items() if k not in gone}
        self.events = {k: v for k, v in self.events.items() if v not in gone}

    def path(self, source: int, user: str) -> str:
        """Return the path of a contact."""
        return f"/datasource/{self.sources[source]}/stream/contacts/{user}"

    def read(self, contact: Contact) -> Any:
        """Return a contact as its datasource shows it."""
        return self.lab.at("GET", self.path(*contact)).json()["contact"]

    def scroll(self, kind: str) -> list[Any]:
        """Return everything that a scroll shows."""
        found, cursor = [], None
        while True:
            body = {"limit": 9} | ({"cursor": cursor} if cursor else {})
            page = self.lab.at("POST", f"/{kind}/scroll", json=body).json()
            found += page["entities"]
            cursor = page["metadata"]["cursor"]
            if cursor is None:
                return found


def same_people(truth: Truth) -> set[frozenset[Contact]]:
    """Return who is the same person, by every unique value."""
    groups: list[tuple[set[tuple[str, str]], frozenset[Contact]]] = []
    for contact, data in truth.items():
        values = {(name, data[name].lower()) for name in UNIQUE if name in data}
        whole = frozenset((contact,))
        for one in [one for one in groups if one[0] & values]:
            groups.remove(one)
            values, whole = values | one[0], whole | one[1]
        groups.append((values, whole))
    return {group for _, group in groups}


@pytest.mark.parametrize("seed", range(6))
def test_a_history_reads_as_its_outcome(start: Start, seed: int) -> None:
    """Contacts, people, their values, references and events follow from the writes."""
    history = History(start().settle(), seed, values=(4, 20, 60)[seed % 3])
    for _ in range(STEPS):
        history.step()
    read = {contact: history.read(contact) for contact in history.truth}
    groups: dict[str, set[Contact]] = defaultdict(set)
    for contact, shown in read.items():
        groups[shown["audienceId"]].add(contact)

    assert history.truth == {k: shown["contactData"] for k, shown in read.items()}
    assert same_people(history.truth) == {frozenset(one) for one in groups.values()}
    people = {one["id"]: one for one in history.scroll("audience")}
    assert groups.keys() == people.keys()
    for ident, group in groups.items():
        check_person(people[ident], group, history)
    assert {key: read[one]["audienceId"] for key, one in history.events.items()} == {
        (history.sources.index(one["datasourceId"]), one["id"]): one["audienceId"]
        for one in history.scroll("event")
    }


def check_person(person: Any, group: set[Contact], history: History) -> None:
    """Check that a person shows what its contacts say, and no more."""
    assert {history.sources[source] for source, _ in group} == set(person["dsIds"])
    assert {history.read(one)["id"] for one in group} == set(person["dsContactIds"])
    for name in SHOWN:
        said = {history.truth[one].get(name) for one in group} - {None}
        assert person["attributesData"].get(name) in (said or {None})
