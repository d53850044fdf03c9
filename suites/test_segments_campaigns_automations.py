"""
What is only read is listed, shown and kept.

Segments, campaigns and automations come from the dashboard: the run finds what there is
on the lists, reads it alone and in part, and tries in vain to change it.
"""

from __future__ import annotations

import pytest

from instasent_conformance.contract import Registry
from instasent_conformance.surveys.holdings import (
    HISTORIES,
    READ_ONLY,
    judge_dynamic_list,
    judge_history,
    judge_parameters,
    judge_read_only,
)
from instasent_conformance.trial import Trial

pytestmark = pytest.mark.law("segments-campaigns-automations")


def test_dynamic_segments_open_as_they_are(trial: Trial) -> None:
    """The dynamic list holds segments of the project that need no parameter."""
    judge_dynamic_list(trial)


@pytest.mark.parametrize("reading", ["segment.get", "segment.scroll"])
def test_a_parameter_opens_a_segment(trial: Trial, reading: str) -> None:
    """A segment that asks for a parameter opens when it is given."""
    judge_parameters(trial, reading)


@pytest.mark.parametrize("history", HISTORIES)
def test_messages_read_as_they_are_listed(trial: Trial, history: str) -> None:
    """A message stands at one position, and reads alone as in its list."""
    judge_history(trial, history)


@pytest.mark.parametrize("held", READ_ONLY)
def test_what_is_read_only_stays(trial: Trial, contract: Registry, held: str) -> None:
    """No request but a read is taken, and nothing changes."""
    judge_read_only(trial, contract.endpoint(held))
