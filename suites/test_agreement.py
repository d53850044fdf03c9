"""
Every endpoint tells the same story about the same things.

A contact from two sources is read by id, by value, by phone, by email, in a search and
in a scroll; its events, its counts and its details likewise.
"""

from __future__ import annotations

import pytest

from instasent_conformance.surveys.agreement import (
    DETAILS,
    judge_contacts,
    judge_creation,
    judge_details,
    judge_events,
    judge_messages,
    judge_project,
    judge_statistics,
    judge_tokens,
    judge_totals,
)
from instasent_conformance.trial import Trial

pytestmark = pytest.mark.law("agreement")


def test_every_read_shows_the_same_contact(trial: Trial) -> None:
    """A contact has the same values by whichever way it is read."""
    judge_contacts(trial)


def test_every_list_shows_the_same_events(trial: Trial) -> None:
    """An event is on every list that it belongs on, once."""
    judge_events(trial)


def test_every_count_is_the_same(trial: Trial) -> None:
    """A filter matches as many contacts for a search, a scroll and aggregations."""
    judge_totals(trial)


@pytest.mark.parametrize("listing", DETAILS)
def test_a_detail_equals_its_row(trial: Trial, listing: str) -> None:
    """What a list shows of a thing is what the thing shows alone."""
    judge_details(trial, listing)


def test_a_project_reads_as_it_is_listed(trial: Trial) -> None:
    """What the organisation shows of a project is what the project shows alone."""
    judge_project(trial)


def test_a_data_source_reads_as_it_was_created(trial: Trial) -> None:
    """What the creation of a data source answers is what the data source shows."""
    judge_creation(trial)


def test_statistics_count_what_is_held(trial: Trial) -> None:
    """The total of a data source grows by the contacts that it is pushed."""
    judge_statistics(trial)


def test_both_kinds_of_token_push_to_the_same_effect(trial: Trial) -> None:
    """A push leaves the same contact with either kind of token."""
    judge_tokens(trial)


def test_messages_are_the_same_by_id_and_by_phone(trial: Trial) -> None:
    """A contact has the same messages, whichever way it is named."""
    judge_messages(trial)
