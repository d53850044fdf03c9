"""
The attributes of a person combine those of its sources, by one rule.

Sources that disagree about a name, or state a part of a person each:

    first: push c1 {user-id u1, email e1, first-name n1}
    second: push c2 {user-id u2, email e1, first-name n2}

Which of the possible rules it is stays open; that one explains everything does not.
What a person chose, to be subscribed or not, no source can change.
"""

from __future__ import annotations

import pytest

from instasent_conformance.cases.consolidation import shapes
from instasent_conformance.histories import judge_generated, judge_shape
from instasent_conformance.histories.tags import judge_source_tags
from instasent_conformance.trial import Trial

pytestmark = pytest.mark.law("consolidation")


@pytest.mark.parametrize("shape", sorted(shapes()))
def test_a_known_history_consolidates(trial: Trial, shape: str) -> None:
    """The values of a person are those of its sources, and one rule explains them."""
    judge_shape(trial, shapes()[shape])


def test_generated_histories_consolidate(trial: Trial) -> None:
    """Any history of pushes, updates, deletions and opt-outs consolidates so too."""
    judge_generated(trial)


def test_a_contact_bears_the_tags_of_its_source(trial: Trial) -> None:
    """What a data source puts on its contacts is among their tags."""
    judge_source_tags(trial)
