"""
A person refers to exactly what it was built from, and remembers its former ids.

For example, after a deletion the reference is gone, and the other one is there:

    first: push c1 {user-id u1, email e1} · second: push c2 {user-id u2, email e1}
    first: delete c1
"""

from __future__ import annotations

import pytest

from instasent_conformance.cases.source_tracking import shapes
from instasent_conformance.histories import judge_generated, judge_shape
from instasent_conformance.trial import Trial

pytestmark = pytest.mark.law("source-tracking")


@pytest.mark.parametrize("shape", sorted(shapes()))
def test_a_known_history_is_tracked(trial: Trial, shape: str) -> None:
    """The references of a person lead to its contacts, and theirs lead back."""
    judge_shape(trial, shapes()[shape])


def test_generated_histories_are_tracked(trial: Trial) -> None:
    """They do so after any history of pushes, updates and deletions."""
    judge_generated(trial)
