"""
One request sends one message, rightly addressed and counted.

    160 letters → one part · 161 → two · a euro sign counts two · 70 Cyrillic letters →
    one part · 36 emoji → two
"""

from __future__ import annotations

import pytest

from instasent_conformance.histories.messages import (
    judge_counting,
    judge_number,
    judge_opted_out,
    judge_read_back,
    judge_recipients,
    judge_refusals,
    judge_senders,
    judge_tracking,
    judge_unknown_phone,
    judge_unpermitted,
)
from instasent_conformance.trial import Trial

pytestmark = pytest.mark.law("direct-sms")


def test_a_text_is_counted_by_its_alphabet(trial: Trial) -> None:
    """Characters and parts are right at every edge, and the text is left alone."""
    judge_counting(trial)


def test_unicode_needs_leave(trial: Trial) -> None:
    """Text that needs Unicode without leave meets one fate, and never goes out."""
    judge_unpermitted(trial)


def test_one_request_is_one_message(trial: Trial) -> None:
    """A long text and an equal one are one message each."""
    judge_number(trial)


def test_a_message_reads_as_it_was_answered(trial: Trial) -> None:
    """A message read alone is the one that its sending was answered with."""
    judge_read_back(trial)


def test_a_message_reaches_the_contact_named(trial: Trial) -> None:
    """An audience id and a phone lead to the same person, and to nobody else."""
    judge_recipients(trial)


def test_an_unknown_phone_meets_one_fate(trial: Trial) -> None:
    """A phone nobody has gets a contact, and the answer says so, or is not found."""
    judge_unknown_phone(trial)


def test_an_opt_out_counts_however_one_is_named(trial: Trial) -> None:
    """Who opted out is marked, and is sent to always or never."""
    judge_opted_out(trial)


def test_a_message_bears_its_sender(trial: Trial) -> None:
    """The sender that is named, or the default one, is what the recipient sees."""
    judge_senders(trial)


def test_what_cannot_be_sent_is_not_sent(trial: Trial) -> None:
    """A refused message appears nowhere and costs nothing."""
    judge_refusals(trial)


def test_a_tracking_term_lists_its_messages(trial: Trial) -> None:
    """A term leads to the messages sent with it, and to no others."""
    judge_tracking(trial)
