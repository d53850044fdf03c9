"""
Webs: generated contacts that chains, stars, rings, bridges and households connect.

A web writes every contact once, so it may be told in any order; its retellings say the
same in other words.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from .histories import SOURCES, History, Put, put

_ROLES = ("email", "phone")
_STRANGER = put("second", user_id="u90", email="e90", phone="p90", first_name="n90")
_LARGEST = 4
Contact = dict[str, str | None]


def web(random: Random) -> History:
    """Return a web of one or two random kinds, its contacts in a random order."""
    contacts: list[Contact] = []
    for _ in range(random.choice((1, 1, 2))):
        kind = random.choice((_chain, _star, _ring, _bridge, _household))
        first = len(contacts) + 1
        contacts += kind(random, first, random.randint(2, _LARGEST))
    steps = [Put(random.choice(SOURCES), (contact,)) for contact in contacts]
    random.shuffle(steps)
    return tuple(steps)


def _person(number: int) -> Contact:
    return {"user-id": f"u{number}", "first-name": f"n{number}"}


def _chain(random: Random, first: int, size: int) -> list[Contact]:
    """Return contacts each of which shares a value with the next one."""
    people = [_person(first + n) for n in range(size)]
    start = random.randrange(2)
    for n in range(size - 1):
        role = _ROLES[(start + n) % 2]
        people[n][role] = people[n + 1][role] = f"{role[0]}{first + n}"
    return people


def _star(random: Random, first: int, size: int) -> list[Contact]:
    """Return contacts that all share one value."""
    role = random.choice(_ROLES)
    return [{**_person(first + n), role: f"{role[0]}{first}"} for n in range(size)]


def _ring(random: Random, first: int, size: int) -> list[Contact]:
    """Return a chain whose ends share a value as well, where there is room for one."""
    people = _chain(random, first, size + size % 2)
    free = [role for role in _ROLES if role not in people[0]]
    if free and free[0] not in people[-1]:
        people[0][free[0]] = people[-1][free[0]] = f"{free[0][0]}{first + size + 1}"
    return people


def _bridge(random: Random, first: int, size: int) -> list[Contact]:
    """Return two stars of a role each, and one contact of both."""
    roles = random.sample(_ROLES, k=2)
    halves = [
        {**_person(first + n), roles[n % 2]: f"{roles[n % 2][0]}{first}"}
        for n in range(size)
    ]
    both = {role: f"{role[0]}{first}" for role in _ROLES}
    return [*halves, {**_person(first + size), **both}]


def _household(random: Random, first: int, size: int) -> list[Contact]:
    """Return people with emails of their own; some of them share a phone."""
    people: list[Contact] = [
        {**_person(first + n), "email": f"e{first + n}"} for n in range(size)
    ]
    for person in random.sample(people, k=max(1, size - 1)):
        person["phone"] = f"p{first}"
    return people


def _backwards(history: History) -> History:
    return history[::-1]


def _rotated(history: History) -> History:
    half = len(history) // 2
    return history[half:] + history[:half]


def _twice(history: History) -> History:
    return history + history


def _batched(history: History) -> History:
    pushes = [step for step in history if isinstance(step, Put)]
    return tuple(
        Put(source, tuple(p.contacts[0] for p in pushes if p.datasource == source))
        for source in dict.fromkeys(push.datasource for push in pushes)
    )


def _among_strangers(history: History) -> History:
    return (*history[:1], _STRANGER, *history[1:])


def _renamed(history: History) -> History:
    return history


RETELLINGS: dict[str, Callable[[History], History]] = {
    "backwards": _backwards,
    "from-the-middle": _rotated,
    "twice": _twice,
    "in-batches": _batched,
    "among-strangers": _among_strangers,
    "with-other-values": _renamed,
}
"""Ways to write the contacts of a web that make the same people of them."""
