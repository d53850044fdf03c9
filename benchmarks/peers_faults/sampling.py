"""Which faults are served: the same sample every time, every family in turn."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable
from itertools import chain, zip_longest

from instasent_conformance.faults import Planted

SEED = 0


def sampled(faults: Iterable[Planted], count: int) -> list[Planted]:
    """
    Return so many faults, one of every family before the second of any.

    A larger sample begins with the smaller one, so that a run can be gone on with.
    """
    families: dict[str, list[Planted]] = defaultdict(list)
    for fault in faults:
        families[fault.family].append(fault)
    drawn = random.Random(SEED)
    for family in sorted(families):
        drawn.shuffle(families[family])
    turns = zip_longest(*(families[family] for family in sorted(families)))
    return [fault for fault in chain(*turns) if fault is not None][:count]
