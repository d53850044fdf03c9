"""The audit finds out what a token may do, cheaply, and changes nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from instasent_conformance.contract import load_registry

from .subsets import Lab, audited, errors, lab, minted, random_subsets

CONTRACT = load_registry()
SUBSETS = random_subsets(CONTRACT, 300, seed=1)
PER_SCOPE = 1.5


@pytest.fixture(scope="module")
def shared() -> Iterator[Lab]:
    """Share an emulator among the tests of this module."""
    with lab(CONTRACT) as found:
        yield found


def test_random_subsets_are_found_out_exactly(shared: Lab) -> None:
    """Of 300 random scope sets not one scope is judged wrongly, within the budget."""
    found = audited(shared, minted(shared, SUBSETS))

    assert [] == [
        (sorted(held), errors(CONTRACT, held, one))
        for held, one in zip(SUBSETS, found, strict=True)
        if errors(CONTRACT, held, one)
    ]
    most = max(len(one.asked) for one in found)
    assert most <= PER_SCOPE * len(CONTRACT.scope_words)


def test_what_is_declared_is_what_was_minted(shared: Lab) -> None:
    """The declared scopes are read from the answers that state them."""
    found = audited(shared, minted(shared, SUBSETS[:20]))

    assert SUBSETS[:20] == [one.declared for one in found]


def test_nothing_changes(shared: Lab) -> None:
    """The state of the target has the same digest before and after."""
    tokens = minted(shared, SUBSETS[:30])
    before = shared.digest()
    audited(shared, tokens)

    assert before == shared.digest()
