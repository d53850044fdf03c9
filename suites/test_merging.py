"""
Contacts that share a unique value are one audience contact.

Known histories first, each the shortest that one kind of defect gets wrong:

    first: push c1 {user-id u1, email e1} · second: push c2 {user-id u2, email e1}

Then generated ones; where one fails, the report shows the shortest that still does.
Then webs of contacts, each told in two ways that have to come to the same.
The verdict comes from two independent models of the partition that must agree.
"""

from __future__ import annotations

import pytest

from instasent_conformance.cases.merging import shapes
from instasent_conformance.cases.webs import RETELLINGS
from instasent_conformance.contract import Registry, load_registry
from instasent_conformance.histories import (
    judge_generated,
    judge_retelling,
    judge_shape,
)
from instasent_conformance.trial import Trial

pytestmark = pytest.mark.law("merging")


@pytest.mark.parametrize("shape", sorted(shapes(load_registry())))
def test_a_known_history_merges(trial: Trial, contract: Registry, shape: str) -> None:
    """A history of one shape gives the people, values, sources and events it must."""
    judge_shape(trial, shapes(contract)[shape])


def test_generated_histories_merge(trial: Trial) -> None:
    """Any history of pushes, updates, deletions and events does so too."""
    judge_generated(trial)


@pytest.mark.parametrize("retelling", sorted(RETELLINGS))
def test_a_retold_web_merges_alike(trial: Trial, retelling: str) -> None:
    """Contacts make the same people in another order, in batches, among strangers."""
    judge_retelling(trial, retelling)
