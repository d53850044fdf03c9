"""Every law behind a bad network, under several seeds."""

from __future__ import annotations

import pytest

from instasent_conformance.finding import Outcome
from instasent_conformance.profiles import LAWS

from ..targets.test_flaky_surroundings import judge


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("law", LAWS)
def test_a_bad_network_convicts_nobody(law: str, seed: int) -> None:
    """With one request of twenty disturbed, no case of any law fails."""
    records = judge(law, share=0.05, seed=seed)
    failed = [(r.case, r.findings) for r in records if r.outcome is Outcome.FAIL]

    assert [] == failed
    assert any(record.outcome is Outcome.PASS for record in records)
