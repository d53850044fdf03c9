"""
What the specs list is what is taken and shown, and nothing else.

    specs: place, a text of at most 80 → an event with 80 letters is taken, and none
    ever shows 81
"""

from __future__ import annotations

import pytest

from instasent_conformance.histories.payloads import (
    judge_contact_payloads,
    judge_event_payloads,
    judge_read_only,
    judge_required,
)
from instasent_conformance.histories.specs import (
    judge_agreement,
    judge_shown_attributes,
    judge_types,
    judge_unique_flags,
)
from instasent_conformance.trial import Trial

pytestmark = pytest.mark.law("discovery")


def test_stream_and_project_describe_the_same(trial: Trial) -> None:
    """The specs of a stream agree with those of its project."""
    judge_agreement(trial)


def test_unique_attributes_merge(trial: Trial) -> None:
    """The unique flag names the merging attributes, and decides what merges."""
    judge_unique_flags(trial)


def test_what_contacts_show_is_listed(trial: Trial) -> None:
    """Every attribute shown is listed, for its own project alone."""
    judge_shown_attributes(trial)


def test_read_only_attributes_take_nothing(trial: Trial) -> None:
    """A value pushed for a read-only attribute never shows."""
    judge_read_only(trial)


def test_required_attributes_are_required(trial: Trial) -> None:
    """Exactly the required attributes must be carried."""
    judge_required(trial)


def test_contacts_follow_the_live_specs(trial: Trial) -> None:
    """A contact that fits is taken, and none shows what does not fit."""
    judge_contact_payloads(trial)


def test_events_follow_the_live_specs(trial: Trial) -> None:
    """An event that fits is taken, and none shows what does not fit."""
    judge_event_payloads(trial)


def test_event_types_are_what_is_listed(trial: Trial) -> None:
    """A listed event type can be asked for, and a shown one is listed."""
    judge_types(trial)
