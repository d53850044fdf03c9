"""Over-merging and under-merging are scored apart, and drawn."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from instasent_conformance.cases.histories import Forget, put
from instasent_conformance.oracles.merging import (
    allowed_groups,
    clouded,
    required_groups,
)
from instasent_conformance.oracles.merging_drawing import drawn, picture
from instasent_conformance.oracles.merging_evidence import MergeEvidence
from instasent_conformance.oracles.merging_scores import Scores, scores

from ..checks.merging_readings import key, reading

C1, C2, C3 = key("first", "u1"), key("second", "u2"), key("third", "u3")
UNIQUE = frozenset(("user-id", "email", "phone"))
HISTORY = (
    put("first", user_id="u1", email="e1"),
    put("second", user_id="u2", email="e1"),
    put("third", user_id="u3", email="e3"),
)


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        pytest.param([[C1, C2], [C3]], Scores(1.0, 1.0), id="right"),
        pytest.param([[C1], [C2], [C3]], Scores(1.0, 0.0), id="under-merged"),
        pytest.param([[C1, C2, C3]], Scores(1 / 3, 1.0), id="over-merged"),
        pytest.param([[C1, C3], [C2]], Scores(0.0, 0.0), id="wrongly merged"),
    ],
)
def test_precision_falls_by_over_merging_recall_by_under_merging(
    groups: list[list[object]], expected: Scores
) -> None:
    """Pairs that may not be together cost precision, missing pairs cost recall."""
    assert expected == scores(reading(HISTORY, groups))  # type: ignore[arg-type]


def test_spellings_may_be_one_value_and_need_not() -> None:
    """Two spellings of an email allow a merge and require none."""
    history = (
        put("first", user_id="u1", email="e1"),
        put("second", user_id="u2", email="E1"),
    )

    assert 1 == len(allowed_groups(history, UNIQUE))
    assert 2 == len(required_groups(history, UNIQUE, "merge"))


def test_who_may_be_one_with_the_deleted_is_clouded() -> None:
    """Contacts that shared a value with a deleted person are not traced further."""
    gone = (*HISTORY[:1], Forget(C1, frozenset((C1,))), *HISTORY[1:])

    assert frozenset((C1, C2)) == clouded(gone, UNIQUE)
    assert frozenset() == clouded(HISTORY, UNIQUE)


def test_a_drawing_shows_every_contact_value_and_step() -> None:
    """A drawing is well-formed SVG and names what it shows."""
    root = ET.fromstring(picture(reading(HISTORY, [[C1], [C2], [C3]])))
    shown = " ".join(root.itertext())

    for text in ("c1 in first", "c3 in third", "email e1", "recall 0.00", "push c2"):
        assert text in shown


def test_the_worst_reading_is_drawn() -> None:
    """Of several readings the one that merges worst is the one to look at."""
    good, bad = reading(HISTORY, [[C1, C2], [C3]]), reading(HISTORY, [[C1, C2, C3]])

    assert picture(bad) == drawn(MergeEvidence((good, bad)))
