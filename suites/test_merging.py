"""
Contacts that share a unique value are one audience contact.

Known histories first, each the shortest that one kind of defect gets wrong:

    first: push c1 {user-id u1, email e1} · second: push c2 {user-id u2, email e1}

Then generated ones; where one fails, the report shows the shortest that still does.
The verdict comes from two independent models of the partition that must agree.
"""

from __future__ import annotations

import pytest

from instasent_conformance.cases.merging import shapes
from instasent_conformance.contract import Registry, load_registry
from instasent_conformance.histories import judge_generated, judge_shape
from instasent_conformance.trial import Trial

pytestmark = pytest.mark.law("merging")


@pytest.mark.parametrize("shape", sorted(shapes(load_registry())))
def test_a_known_history_merges(trial: Trial, contract: Registry, shape: str) -> None:
    """A history of one shape gives the people, values, sources and events it must."""
    judge_shape(trial, shapes(contract)[shape])


def test_generated_histories_merge(trial: Trial) -> None:
    """Any history of pushes, updates, deletions and events does so too."""
    judge_generated(trial)
