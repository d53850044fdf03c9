"""
A pushed item is judged for itself, stored once, and shows when it should.

    POST …/stream/contacts [good, no user id, good] → outcomes 0 accepted, 1 failed,
    2 accepted; the two good ones can be read, the bad one cannot
"""

from __future__ import annotations

import pytest

from instasent_conformance.histories.pushes import (
    CONTACTS,
    EVENTS,
    judge_bare_flags,
    judge_failing,
    judge_mixed,
    judge_queued,
    judge_repeated,
    judge_sizes,
    judge_trial_push,
)
from instasent_conformance.histories.values import (
    judge_alias,
    judge_counters,
    judge_digits,
    judge_forms,
    judge_many_values,
    judge_undeclared,
)
from instasent_conformance.trial import Trial

pytestmark = pytest.mark.law("ingest")

both = pytest.mark.parametrize("push", [CONTACTS, EVENTS])


@both
def test_one_bad_item_blocks_no_other(trial: Trial, push: str) -> None:
    """Each item of a mixed batch has an outcome of its own, and it is the true one."""
    judge_mixed(trial, push)


def test_a_batch_that_fails_whole_says_so(trial: Trial) -> None:
    """Contacts and events answer alike where no item of a batch is taken."""
    judge_failing(trial)


@both
def test_a_batch_is_taken_up_to_its_limit(trial: Trial, push: str) -> None:
    """One item fewer than the limit and the limit are accepted, one more is not."""
    judge_sizes(trial, push)


@both
def test_a_trial_stores_nothing(trial: Trial, push: str) -> None:
    """A push that asks for a trial only leaves nothing behind."""
    judge_trial_push(trial, push)


def test_a_flag_without_a_value_means_one_thing(trial: Trial) -> None:
    """Contacts and events read a bare flag alike."""
    judge_bare_flags(trial)


@both
def test_a_queued_push_shows_within_seconds(trial: Trial, push: str) -> None:
    """What was accepted for later can soon be read."""
    judge_queued(trial, push)


def test_a_repeated_batch_changes_nothing(trial: Trial) -> None:
    """A retry of the same contacts is harmless."""
    judge_repeated(trial)


def test_a_value_is_taken_in_every_spelling(trial: Trial) -> None:
    """Digits, booleans, null and days mean what clients mean by them."""
    judge_forms(trial)


def test_an_attribute_holds_as_many_values_as_it_says(trial: Trial) -> None:
    """As many values as allowed are kept, and one more is not."""
    judge_many_values(trial)


def test_undeclared_attributes_meet_one_fate(trial: Trial) -> None:
    """One rule explains every custom key that nobody declared."""
    judge_undeclared(trial)


def test_digits_of_a_text_stay_as_they_are(trial: Trial) -> None:
    """A text that consists of digits is no number."""
    judge_digits(trial)


def test_the_alias_of_a_data_source_takes_contacts(trial: Trial) -> None:
    """A push needs no id where the project has an API data source."""
    judge_alias(trial)


def test_a_data_source_counts(trial: Trial) -> None:
    """A new data source has counted nothing, and then what it received."""
    judge_counters(trial)
