"""
How fast a scroll through many contacts is walked, and proven complete.

    python -m benchmarks.paging [contacts]
"""

from __future__ import annotations

import sys
import time

from instasent_conformance.canaries import Canaries
from instasent_conformance.cases.numbered import first_contacts, numbered_contacts
from instasent_conformance.contract import Registry, load_registry
from instasent_conformance.oracles.walks import gaps
from instasent_conformance.profiles import profile_named
from instasent_conformance.surveys.walking import Scroll
from instasent_conformance.surveys.writing import write_contacts
from instasent_conformance.targets import EMULATOR, TargetRequest, open_target
from instasent_conformance.trial import Trial
from instasent_conformance.world import World

from .measuring import show, show_load

CONTACTS = 100_000
_LAW = "paging"


def trial_of(registry: Registry) -> Trial:
    """Return a trial against an emulator of its own."""
    profile = profile_named("full")
    asked = TargetRequest(
        name=EMULATOR, run="bench", effects=profile.effects, knobs={}, fault=None
    )
    target = open_target(asked, registry)
    world = World(registry, target, Canaries(seed=1, run="bench"))
    return Trial(_LAW, "audience.scroll", registry, target, world, profile, seed=1)


def measure(registry: Registry, count: int) -> None:
    """Write so many contacts, walk past them by cursor, and prove that none is lost."""
    trial = trial_of(registry)
    crowd = numbered_contacts(
        registry, trial.world.canaries, count=count, wanted=frozenset((count,))
    )
    started = time.perf_counter()
    write_contacts(trial, list(crowd.contacts))
    written = time.perf_counter()
    scroll = Scroll(trial, "audience.scroll", events=False)
    size = registry.limit("scroll.page")
    root = first_contacts(registry, crowd.mark, count)
    walk = scroll.walk(root, size=size, amount=count)
    walked = time.perf_counter()
    wrong = list(gaps(walk, frozenset(crowd.user_ids)))
    assert walk.ended
    assert not wrong, wrong
    proven = time.perf_counter()
    show("contacts", count, "")
    show("writing them", written - started, "s")
    show("walking past them", walked - written, "s")
    show("proving the walk complete", proven - walked, "s")
    trial.target.close()


def main() -> None:
    """Print the figures."""
    show_load()
    count = int(sys.argv[1]) if len(sys.argv) > 1 else CONTACTS
    measure(load_registry(), count)


if __name__ == "__main__":
    main()
