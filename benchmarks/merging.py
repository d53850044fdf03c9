"""
How fast the oracles of merging judge, with no target at all.

    python -m benchmarks.merging [histories] [records]

A history is judged by both models of the partition, for what is required under every
update rule and for what is allowed; the closure is that of records which share emails
and phones in groups of up to a dozen.
"""

from __future__ import annotations

import sys
from random import Random

from instasent_conformance.cases.histories import History, Put, Remove
from instasent_conformance.cases.webs import web
from instasent_conformance.oracles.merging import (
    allowed_groups,
    labels,
    required_groups,
)
from instasent_conformance.oracles.merging_records import UPSERTS

from .measuring import show, show_load, timed

HISTORIES, RECORDS = 10_000, 1_000_000
UNIQUE = frozenset(("user-id", "email", "phone"))


def history(random: Random) -> History:
    """Return a web whose contacts are updated and deleted in places."""
    steps = list(web(random))
    for step in random.sample(steps, k=len(steps) // 2):
        key = step.keys[0] if isinstance(step, Put) else None
        if key and random.random() < 0.5:
            steps.append(Remove(key))
        elif isinstance(step, Put):
            contact = {**step.contacts[0], "email": f"e{random.randint(1, 4)}"}
            steps.append(Put(step.datasource, (contact,)))
    return tuple(steps)


def measure_histories(count: int) -> None:
    """Measure the judging of histories by two models that have to agree."""
    told = [history(Random(number)) for number in range(count)]

    def judge() -> None:
        for one in told:
            allowed_groups(one, UNIQUE)
            for upsert in UPSERTS:
                required_groups(one, UNIQUE, upsert)

    seconds = timed(judge)
    show("histories judged by two models", count, "")
    show("seconds for all of them", seconds, "s")
    show("histories/s", count / seconds, "/s")


def measure_closure(count: int) -> None:
    """Measure the connected components of many records, two claims each."""
    random = Random(0)
    claims = [
        (random.randrange(count // 2), count + random.randrange(count))
        for _ in range(count)
    ]
    found: list[int] = []
    seconds = timed(lambda: found.extend(labels(claims)))
    show("records connected", count, "")
    show("people among them", len(set(found)), "")
    show("seconds for the closure", seconds, "s")


def main() -> None:
    """Print the figures."""
    given = [int(argument) for argument in sys.argv[1:]]
    histories, records = given + [HISTORIES, RECORDS][len(given) :]
    show_load()
    measure_histories(histories)
    measure_closure(records)


if __name__ == "__main__":
    main()
