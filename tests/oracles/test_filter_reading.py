"""A naive reading of filters obeys the laws of logic, whatever the filter."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from instasent_conformance.canaries import Canaries
from instasent_conformance.cases.drawn_filters import drawn_filters, simpler
from instasent_conformance.cases.filter_questions import (
    attribute_is,
    event_is,
    group,
    leaves,
    window,
)
from instasent_conformance.cases.marked import MarkedContact, MarkedEvent, marked_set
from instasent_conformance.contract import load_registry
from instasent_conformance.oracles.filter_reading import (
    BOUNDS,
    GROUPS,
    JOIN,
    LISTS,
    MOMENT,
    Reading,
    all_of,
    any_of,
    holds,
)

CONTRACT = load_registry()
NOW = datetime(2026, 11, 1, tzinfo=UTC)
MARKED = marked_set(CONTRACT, Canaries(seed=1, run="t"), size=12, now=NOW, seed=1)
LEAVES = leaves(CONTRACT, MARKED)
OPTIONS = {
    JOIN: "and",
    LISTS: "any-of",
    GROUPS: "same-event",
    MOMENT: "happened",
    BOUNDS: "inclusive",
}
READING = Reading(OPTIONS, NOW)
TREES = st.sampled_from(drawn_filters(LEAVES, count=30, seed=3))
PEOPLE = st.sampled_from(MARKED.contacts)
TRUTHS = st.lists(st.sampled_from((True, False, None)), max_size=4)
NAME = CONTRACT.attribute("first-name").uid


@given(TRUTHS)
@settings(max_examples=40)
def test_de_morgan(truths: list[bool | None]) -> None:
    """Not all hold where one does not, and unknown stays unknown."""
    flipped = [None if truth is None else not truth for truth in truths]
    whole = all_of(truths)

    assert any_of(flipped) == (None if whole is None else not whole)


@given(TREES, PEOPLE)
@settings(max_examples=60)
def test_order_of_children(tree: dict[str, object], person: MarkedContact) -> None:
    """A group means the same in whatever order its children stand."""
    children = list(tree["children"])  # type: ignore[call-overload]
    back = {**tree, "children": children[::-1]}

    assert holds(tree, person, READING) == holds(back, person, READING)


@given(TREES)
@settings(max_examples=30)
def test_simpler_trees_are_smaller(tree: dict[str, object]) -> None:
    """Every simpler filter is a shorter one, so that shrinking comes to an end."""
    assert all(len(str(smaller)) < len(str(tree)) for smaller in simpler(tree))


def event(kind: str, place: str) -> MarkedEvent:
    """Return an event of a kind with a source."""
    return MarkedEvent(
        f"{kind}-{place}", kind, "2026-10-01T00:00:00Z", {"source": place}
    )


def test_one_event_or_several() -> None:
    """An event group asks one event, or events of one type, to meet its conditions."""
    person = MarkedContact("u", {}, (event("create", "shop"), event("update", "web")))
    tied = {
        "type": "group_event",
        "join": "and",
        "children": [
            event_is("event-type", "matches-string", ["create"]),
            event_is("update.source", "matches-string", ["web"]),
        ],
    }
    loose = {**tied, "type": "group"}

    assert holds(loose, person, READING)
    assert not holds(tied, person, READING)
    assert not holds(tied, person, Reading({**OPTIONS, GROUPS: "same-type"}, NOW))


@pytest.mark.parametrize(
    ("option", "meant"),
    [
        ("inclusive", [True, True, True]),
        ("exclusive", [False, True, False]),
        ("half-open", [True, True, False]),
    ],
)
def test_the_bounds_of_a_range_of_numbers(option: str, meant: list[bool]) -> None:
    """Each option decides whether a bound is inside; what lies between always is."""
    bounds = {"lowerNumber": 5, "upperNumber": 7}
    node = event_is("create.number", "range-number", bounds)
    reading = Reading({**OPTIONS, BOUNDS: option}, NOW)

    def having(number: int) -> bool | None:
        parameters = {"number": number}
        one = MarkedEvent("e", "create", "2026-10-01T00:00:00Z", parameters)
        return holds(node, one, reading)

    assert meant == [having(number) for number in (5, 6, 7)]
    assert [False, False] == [having(number) for number in (4, 8)]


def test_a_day_close_to_a_bound_is_unknown() -> None:
    """Which side of a bound a day falls on is open within a day or so."""
    uid = CONTRACT.attribute("date-registered").uid
    node = attribute_is(uid, "range-date-relative", window(-30, None))

    def on(day: str) -> bool | None:
        return holds(node, MarkedContact("u", {uid: day}), READING)

    assert [True, None, False] == [on("2026-10-20"), on("2026-10-02"), on("2026-09-01")]


def test_letters_of_another_case_are_unknown() -> None:
    """Whether case matters is open, so it never decides."""
    node = group("and", attribute_is(NAME, "matches-string", ["Ada"]))

    assert holds(node, MarkedContact("u", {NAME: "ada"}), READING) is None
    assert holds(node, MarkedContact("u", {NAME: "Adam"}), READING) is False
