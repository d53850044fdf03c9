"""
Pages hold every match once, whatever their size.

Filters find 0 to 2L + 2 items on pages of L; the pages together are what the run wrote.
"""

from __future__ import annotations

import pytest

from instasent_conformance.contract import Endpoint
from instasent_conformance.surveys.page_sizes import judge_largest_pages
from instasent_conformance.surveys.paging import (
    judge_index_pages,
    judge_offsets,
    judge_scroll,
)
from instasent_conformance.trial import Trial

pytestmark = pytest.mark.law("paging")


@pytest.mark.endpoints(paged=True)
def test_a_scroll_holds_every_match_once(trial: Trial, endpoint: Endpoint) -> None:
    """A scroll is complete at every size, under writes, and shows no more by loan."""
    judge_scroll(trial, endpoint)


def test_a_page_has_a_largest_size(trial: Trial) -> None:
    """A page asked for with more rows than the largest may have holds no more."""
    judge_largest_pages(trial)


@pytest.mark.parametrize("search", ["audience.search", "event.search"])
def test_an_offset_skips_as_many_as_it_says(trial: Trial, search: str) -> None:
    """A sorted search goes on where the offset says, where it takes one."""
    judge_offsets(trial, search)


@pytest.mark.endpoints(index=True)
def test_an_index_holds_every_row_once(trial: Trial, endpoint: Endpoint) -> None:
    """The pages of an index hold the same rows at every size."""
    judge_index_pages(trial, endpoint)
