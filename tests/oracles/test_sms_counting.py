"""Texts are counted by the alphabet they need."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from instasent_conformance.cases.sms_texts import drawn_texts
from instasent_conformance.contract import load_registry
from instasent_conformance.contract.sms import sms_facts
from instasent_conformance.oracles.sms_counting import count

from ..sms_vectors import VECTORS

CONTRACT = load_registry()
ALPHABETS = sms_facts(CONTRACT).alphabets
PLAIN, RICH = (ALPHABETS[name].characters for name in ("default", "extension"))


@pytest.mark.parametrize(("text", "encoding", "units", "parts"), VECTORS)
def test_the_vectors_of_the_vendor(
    text: str, encoding: str, units: int, parts: int
) -> None:
    """The counts of the fact sheet come out."""
    counted = count(CONTRACT, text)

    assert (encoding, units, parts) == (counted.encoding, counted.units, counted.parts)


def test_the_alphabets_are_whole() -> None:
    """The default alphabet has 127 characters beside the escape, the extension ten."""
    assert (127, 10) == (len(set(PLAIN)), len(set(RICH)))
    assert set() == set(PLAIN) & set(RICH)


@settings(max_examples=60, deadline=None, database=None)
@given(st.text(PLAIN + RICH, max_size=400), st.sampled_from("áж\U0001f600"))
def test_one_foreign_letter_makes_all_unicode(text: str, letter: str) -> None:
    """A GSM text never takes more parts than with a letter that is none."""
    plain, whole = count(CONTRACT, text), count(CONTRACT, text + letter)

    assert (False, True) == (plain.unicode, whole.unicode)
    assert plain.parts <= whole.parts


@settings(max_examples=60, deadline=None, database=None)
@given(st.text(max_size=300), st.text(max_size=300))
def test_parts_grow_with_the_text(one: str, other: str) -> None:
    """A text takes at least as many parts as its beginning."""
    assert count(CONTRACT, one).parts <= count(CONTRACT, one + other).parts


def test_drawn_texts_depend_on_the_seed_alone() -> None:
    """The same seed draws the same texts, the shortest first."""
    first, again = (drawn_texts(CONTRACT, number=6, seed=7) for _ in range(2))

    assert first == again
    assert sorted(len(one.text) for one in first) == [len(one.text) for one in first]
