from __future__ import annotations

from dataclasses import replace

import pytest

from instasent_conformance.finding import Outcome, Reason
from instasent_conformance.profiles import PROFILES
from instasent_conformance.reports import exit_code
from instasent_conformance.trial import Record

from .sample import record

PASSED = record("a/pass", Outcome.PASS)
FAILED = record("a/fail", Outcome.FAIL)
OPEN = record("a/open", Outcome.INCONCLUSIVE, reason=Reason.NO_TOKEN)
NO_QUESTION = record("a/none", Outcome.NOT_APPLICABLE)


@pytest.mark.parametrize(
    ("records", "errors", "limit", "expected"),
    [
        pytest.param([PASSED], 0, 0.0, 0, id="everything passed"),
        pytest.param([PASSED, NO_QUESTION], 0, 0.0, 0, id="not applicable is free"),
        pytest.param([PASSED, FAILED], 0, 0.0, 1, id="one failed"),
        pytest.param([FAILED, OPEN], 1, 0.0, 1, id="failed outweighs all"),
        pytest.param([PASSED, OPEN], 0, 0.4, 3, id="too much inconclusive"),
        pytest.param([PASSED, OPEN], 0, 0.5, 0, id="inconclusive up to the limit"),
        pytest.param([PASSED], 1, 0.0, 3, id="the suite broke"),
        pytest.param([], 0, 1.0, 3, id="nothing ran"),
        pytest.param([OPEN], 0, 1.0, 3, id="nothing was judged"),
    ],
)
def test_exit_codes(
    records: list[Record], errors: int, limit: float, expected: int
) -> None:
    """A run ends 0 conformant, 1 with findings, 3 where too little was judged."""
    profile = replace(PROFILES["smoke"], inconclusive_limit=limit)

    assert expected == exit_code(records, errors, profile)
