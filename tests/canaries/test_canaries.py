"""Canaries are unique, typed and repeatable."""

from __future__ import annotations

import phonenumbers

from instasent_conformance.canaries import Canaries


def test_no_two_phones_of_a_run_are_equal() -> None:
    """Ten thousand draws give ten thousand phone numbers."""
    canaries = Canaries(seed=3, run="t")

    assert 10_000 == len({canaries.phone() for _ in range(10_000)})


def test_every_phone_is_a_valid_number() -> None:
    """A phone canary is a valid number in E.164 form."""
    canaries = Canaries(seed=3, run="t")
    drawn = [phonenumbers.parse(canaries.phone()) for _ in range(500)]

    assert all(phonenumbers.is_valid_number(number) for number in drawn)


def test_the_same_seed_and_run_repeat() -> None:
    """Two sources of one seed and run give the same values in the same order."""
    one, two = Canaries(seed=1, run="a"), Canaries(seed=1, run="a")

    assert [one.email(), one.name(), one.phone()] == [
        two.email(),
        two.name(),
        two.phone(),
    ]


def test_another_run_gives_other_values() -> None:
    """Two runs of one seed share no value."""
    one, two = Canaries(seed=1, run="a"), Canaries(seed=1, run="b")

    assert one.user_id() != two.user_id()
    assert one.phone() != two.phone()
