"""A server that does nothing is never found conformant."""

from __future__ import annotations

import pytest

from instasent_conformance.profiles import LAWS

from ..judging import judge_planted
from .null_servers import INDIFFERENT, merge_nothing


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize("name", INDIFFERENT)
def test_no_law_acquits_an_indifferent_server(name: str, law: str) -> None:
    """A server that answers everything alike ends no law with exit 0."""
    assert 0 != judge_planted(INDIFFERENT[name], law).exit_code


def test_a_server_that_merges_nothing_breaks_the_law_of_merging() -> None:
    """Contacts that never become one person are a finding of merging."""
    judgement = judge_planted(merge_nothing, "merging")

    assert (1, {"merging"}) == (judgement.exit_code, judgement.laws)
