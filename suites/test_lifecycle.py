"""
Contacts and people come, change, opt out, go and return, and every law still holds.

For example, a person is deleted from the audience and pushed again:

    first: push c1 {user-id u1, email e1} · second: push c2 {user-id u2, email e1}
    audience: delete the person of c2 · first: push c1 {user-id u1, email e1}

Every history is judged by the laws of merging, consolidation, sources and timelines.
Generated ones pass by every other endpoint, and every answer has to keep its schema.
"""

from __future__ import annotations

import pytest

from instasent_conformance.cases.lifecycle import shapes
from instasent_conformance.histories import HISTORY_LAWS, judge_journeys, judge_shape
from instasent_conformance.trial import Trial

pytestmark = pytest.mark.law("lifecycle")


@pytest.mark.parametrize("shape", sorted(shapes()))
def test_a_known_history_keeps_the_laws(trial: Trial, shape: str) -> None:
    """What goes is gone, what stays is whole, and what returns is as new."""
    judge_shape(trial, shapes()[shape], HISTORY_LAWS)


def test_journeys_keep_the_laws(trial: Trial) -> None:
    """A legal history over the whole API keeps every law, each answer its form."""
    judge_journeys(trial)
