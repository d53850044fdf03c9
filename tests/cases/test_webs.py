"""Generated contacts are connected as their kind says, and told in other words."""

from __future__ import annotations

from random import Random

import pytest

from instasent_conformance.cases.histories import History, Put, contacts_of
from instasent_conformance.cases.spellings import SPELLINGS, folded, respelt
from instasent_conformance.cases.webs import RETELLINGS, web
from instasent_conformance.oracles.merging import required_groups

UNIQUE = frozenset(("user-id", "email", "phone"))
WEBS = [web(Random(seed)) for seed in range(200)]
SAMPLES = {"e": "anna@conform.example", "p": "+34612345678"}


def people(history: History) -> frozenset[frozenset[str]]:
    """Return the user ids of each person that a history makes, strangers left out."""
    groups = required_groups(history, UNIQUE, "merge")
    users = {frozenset(key.user for key in group) for group in groups}
    return frozenset(group for group in users if group != {"u90"})


def test_a_web_writes_every_contact_once() -> None:
    """No two pushes of a web are about one contact, so their order is free."""
    for history in WEBS:
        assert len(history) == len(contacts_of(history))


def test_webs_hold_people_of_one_and_of_several_contacts() -> None:
    """Among the webs are chains of three and more, pairs and people by themselves."""
    sizes = {len(group) for history in WEBS for group in people(history)}

    assert {1, 2, 3, 4} <= sizes


@pytest.mark.parametrize("name", RETELLINGS)
def test_a_retelling_makes_the_same_people(name: str) -> None:
    """What a retelling writes connects the contacts as the web does."""
    for history in WEBS:
        assert people(history) == people(RETELLINGS[name](history))


def test_batches_hold_the_contacts_of_one_source() -> None:
    """A web told in batches has one push for each source that it writes to."""
    for history in WEBS:
        batches = [s for s in RETELLINGS["in-batches"](history) if isinstance(s, Put)]

        assert len({batch.datasource for batch in batches}) == len(batches)


@pytest.mark.parametrize("letter", SPELLINGS)
def test_a_spelling_differs_and_folds_to_what_it_spells(letter: str) -> None:
    """A spelling is another text than the plain value, and stands for the same."""
    plain = SAMPLES[SPELLINGS[letter].of]

    assert plain != respelt(f"{letter}1", plain)
    assert folded(f"{letter}1") == folded(folded(f"{letter}1"))


def test_accents_together_and_apart_are_two_texts_of_one_value() -> None:
    """The two spellings of an accent differ, and fold to one symbol."""
    texts = {respelt(symbol, SAMPLES["e"]) for symbol in ("r1", "q1")}

    assert 2 == len(texts)
    assert folded("r1") == folded("q1")
