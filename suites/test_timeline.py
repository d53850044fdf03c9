"""
Every event of a person is on one timeline, once, whatever source it came from.

For example, where two people with events become one:

    first: push c1 {user-id u1, email e1} · first: event v1 of c1
    second: push c2 {user-id u2} · second: event v2 of c2
    second: push c2 {user-id u2, email e1}
"""

from __future__ import annotations

import pytest

from instasent_conformance.cases.timeline import shapes
from instasent_conformance.histories import judge_generated, judge_shape
from instasent_conformance.trial import Trial

pytestmark = pytest.mark.law("timeline")


@pytest.mark.parametrize("shape", sorted(shapes()))
def test_a_known_history_has_one_timeline(trial: Trial, shape: str) -> None:
    """The events of a person are on its timeline and in a search, each once."""
    judge_shape(trial, shapes()[shape])


def test_generated_histories_have_one_timeline(trial: Trial) -> None:
    """They are after any history of pushes, updates, deletions and events."""
    judge_generated(trial)
