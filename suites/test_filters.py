"""
A filter finds exactly what satisfies it.

The run writes contacts and events under a mark of its own, asks for them with filters
of every operator and depth, and compares with a naive reading of what it wrote.
"""

from __future__ import annotations

import pytest

from instasent_conformance.contract import Endpoint
from instasent_conformance.surveys.filtering import (
    judge_contact_filters,
    judge_event_filters,
)
from instasent_conformance.surveys.finding_contacts import (
    LOOKUPS,
    judge_figures,
    judge_lookups,
    judge_partial_data,
    judge_segment_condition,
)
from instasent_conformance.surveys.indexes import (
    judge_index_filters,
    judge_index_order,
)
from instasent_conformance.surveys.relations import judge_relations
from instasent_conformance.trial import Trial

pytestmark = pytest.mark.law("filters")


@pytest.mark.parametrize(
    "listing", ["audience.search", "audience.scroll", "segment.scroll"]
)
def test_a_contact_filter_finds_what_matches(trial: Trial, listing: str) -> None:
    """The contacts found are those that satisfy the filter, each once."""
    judge_contact_filters(trial, listing)


@pytest.mark.parametrize("listing", ["event.search", "event.scroll"])
def test_an_event_filter_finds_what_matches(trial: Trial, listing: str) -> None:
    """The events found are those that satisfy the filter, each once."""
    judge_event_filters(trial, listing)


@pytest.mark.parametrize("listing", ["audience.search", "event.search"])
def test_filters_stand_in_their_relations(trial: Trial, listing: str) -> None:
    """Parts make the whole, more conditions find less, and order is as asked."""
    judge_relations(trial, listing)


@pytest.mark.endpoints(index=True)
def test_an_index_filters_by_its_fields(trial: Trial, endpoint: Endpoint) -> None:
    """A filter of an index lists the rows that satisfy it, in either notation."""
    judge_index_filters(trial, endpoint)


@pytest.mark.endpoints(index=True)
def test_an_index_sorts_by_its_fields(trial: Trial, endpoint: Endpoint) -> None:
    """An index stands in the order asked for, in every notation of the direction."""
    judge_index_order(trial, endpoint)


@pytest.mark.parametrize("lookup", LOOKUPS)
def test_a_lookup_finds_the_owner_of_a_value(trial: Trial, lookup: str) -> None:
    """A value leads to the one contact that has it, and nowhere else."""
    judge_lookups(trial, lookup)


@pytest.mark.parametrize("figures", ["audience.aggregations", "event.aggregations"])
def test_aggregations_figure_what_was_written(trial: Trial, figures: str) -> None:
    """Counts, sums and buckets are those of what the filter matches."""
    judge_figures(trial, figures)


def test_a_segment_condition_is_membership(trial: Trial) -> None:
    """A search by segment finds the contacts that its scroll holds."""
    judge_segment_condition(trial)


def test_less_data_is_a_part_of_all(trial: Trial) -> None:
    """A search that asks for less data shows the same contacts, with less of them."""
    judge_partial_data(trial)
