"""Every check of the law filters passes and convicts."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from instasent_conformance.cases.filter_questions import Question, attribute_is, group
from instasent_conformance.cases.index_queries import Condition, IndexQuery
from instasent_conformance.cases.marked import MarkedContact
from instasent_conformance.checks import all_checks
from instasent_conformance.contract import Json, load_registry
from instasent_conformance.exchange import Exchange
from instasent_conformance.finding import Abstention, Violation
from instasent_conformance.oracles.figures import Figure, Figures
from instasent_conformance.oracles.filtering import Asked, FilterAnswers
from instasent_conformance.oracles.found_contacts import (
    Lookup,
    Lookups,
    PartialData,
    SegmentCondition,
)
from instasent_conformance.oracles.index_filters import IndexFiltered
from instasent_conformance.oracles.index_sorting import DirectionWords, Worded
from instasent_conformance.oracles.ordering import Ordered
from instasent_conformance.oracles.relations import Divided, Narrowed, Reordered

from .exchanges import exchange

CONTRACT = load_registry()
USER = CONTRACT.attribute("user-id").uid
NAME = CONTRACT.attribute("first-name").uid
NOW = datetime(2026, 11, 1, tzinfo=UTC)
PEOPLE = (
    MarkedContact("u1", {USER: "u1", NAME: "Ada"}),
    MarkedContact("u2", {USER: "u2", NAME: "Eve"}),
)


def verdicts(check: str, evidence: object) -> list[Violation | Abstention]:
    """Return what a check says."""
    return list(all_checks()[check].judge(evidence, CONTRACT))


def found(*users: str, status: int = 200, **more: Json) -> Exchange:
    """Return an answer that lists contacts."""
    rows = [{"id": f"a-{user}", "attributesData": {USER: user}} for user in users]
    return exchange("audience.search", status, {"entities": rows, **more})


def answers(
    root: Json, *users: str, status: int = 200, rule: str = "D-FILTER-17"
) -> FilterAnswers:
    """Return one question and who was found."""
    asked = Asked(Question("q", root, rule), found(*users, status=status))
    return FilterAnswers("audience.search", PEOPLE, NOW, found("u1", "u2"), (asked,))


IS_ADA = attribute_is(NAME, "matches-string", ["Ada"])
FILTER = "filter-finds-exactly-what-matches"


def test_exactly_what_matches_passes() -> None:
    """The one contact that satisfies the filter is a right answer."""
    assert [] == verdicts(FILTER, answers(IS_ADA, "u1"))


@pytest.mark.parametrize(
    "users", [(), ("u2",), ("u1", "u2"), ("u1", "u1"), ("u1", "x")]
)
def test_anything_else_is_a_violation(users: tuple[str, ...]) -> None:
    """A lost, a wrong, a repeated or a foreign contact convicts."""
    (said,) = verdicts(FILTER, answers(IS_ADA, *users))

    assert isinstance(said, Violation)
    assert "documented" == said.provenance


def test_a_refused_filter_is_a_violation() -> None:
    """A filter that the sources describe has to be answered."""
    assert 1 == len(verdicts(FILTER, answers(IS_ADA, status=422)))


def test_an_open_join_may_mean_anything_but_one_thing_at_a_time() -> None:
    """Without a join, all of the children, any of them, or a refusal is right."""
    other = attribute_is(NAME, "matches-string", ["Eve"])
    root = group(None, IS_ADA, other)
    both = FilterAnswers(
        "audience.search",
        PEOPLE,
        NOW,
        found("u1", "u2"),
        (
            Asked(Question("one", root, "D-FILTER-02"), found("u1", "u2")),
            Asked(Question("two", root, "D-FILTER-02"), found()),
        ),
    )

    assert [] == verdicts(FILTER, answers(root, "u1", "u2", rule="D-FILTER-02"))
    assert [] == verdicts(FILTER, answers(root, rule="D-FILTER-02"))
    assert [] == verdicts(FILTER, answers(root, status=400, rule="D-FILTER-02"))
    assert 1 == len(verdicts(FILTER, both))


def test_without_its_control_a_filter_is_not_judged() -> None:
    """A target that does not answer the mark alone proves nothing."""
    failing = FilterAnswers("audience.search", PEOPLE, NOW, found(status=500), ())
    (said,) = verdicts(FILTER, failing)

    assert isinstance(said, Abstention)


@pytest.mark.parametrize(
    ("check", "kind", "right", "wrong"),
    [
        (
            "order-of-children-does-not-matter",
            Reordered,
            [("u1",), ("u1",)],
            [("u1",), ("u2",)],
        ),
        ("conjunction-is-a-part", Narrowed, [("u1", "u2"), ("u1",)], [(), ("u1",)]),
        (
            "halves-make-the-whole",
            Divided,
            [("u1", "u2"), ("u1",), ("u2",)],
            [("u1", "u2"), ("u1", "u2"), ("u2",)],
        ),
    ],
)
def test_relations(
    check: str, kind: type, right: list[Json], wrong: list[Json]
) -> None:
    """What stands in the relation passes, and what does not convicts."""

    def related(lists: list[Json]) -> object:
        answers = tuple(found(*users) for users in lists)
        return kind("audience.search", "a relation", answers, events=False)

    assert [] == verdicts(check, related(right))
    assert 1 == len(verdicts(check, related(wrong)))


@pytest.mark.parametrize(
    ("values", "upwards", "wrong"),
    [
        ((1, 2, None, 3), True, 0),
        ((1, 3, 2), True, 1),
        ((3, 2, 1), False, 0),
        (("2026-01-01", "2025-01-01T10:00:00Z"), True, 1),
        (("Abc", "abd"), True, 0),
        (("Abc", "Abd", "Abb"), True, 1),
    ],
)
def test_order(values: tuple[Json, ...], upwards: bool, wrong: int) -> None:
    """Neighbours the wrong way round convict, where every collation agrees."""
    rows = tuple((value,) for value in values)
    sorted_ = Ordered("x", "by it", found(), (rows,), (upwards,), "D-FILTER-05")

    assert wrong == len(verdicts("sorted-as-asked", sorted_))


def test_an_order_that_nothing_shows() -> None:
    """Rows that show nothing of what they are sorted by prove nothing."""
    unseen = Ordered("x", "by it", found(), (), (True,), "D-FILTER-05")
    (said,) = verdicts("sorted-as-asked", unseen)

    assert isinstance(said, Abstention)


ROWS = [{"id": "1", "status": "sent"}, {"id": "2", "status": "draft"}]
SENT = IndexQuery("q", (), (Condition("status", "eq", "sent"),), "D-INDEX-07")


@pytest.mark.parametrize(("listed", "wrong"), [(ROWS[:1], 0), (ROWS, 1), ([], 1)])
def test_an_index_filter(listed: Json, wrong: int) -> None:
    """A row that is lost, or found without satisfying the filter, convicts."""
    whole = exchange("campaign.list", 200, {"entities": ROWS})
    filtered = exchange("campaign.list", 200, {"entities": listed})
    evidence = IndexFiltered("campaign.list", whole, SENT, filtered, is_all=True)

    assert wrong == len(verdicts("index-filter-finds-exactly-what-matches", evidence))


def test_a_full_page_of_a_filter_loses_nothing() -> None:
    """What satisfies a filter may stand on its next page."""
    whole = exchange("campaign.list", 200, {"entities": ROWS * 2})
    listed: Json = {"entities": ROWS[1:2], "metadata": {"limit": 1}}
    full = exchange("campaign.list", 200, listed)
    evidence = IndexFiltered("campaign.list", whole, SENT, full, is_all=True)
    lost = verdicts("index-filter-finds-exactly-what-matches", evidence)

    assert [] == [one for one in lost if "not found" in one.observed]


def directions(**understood: bool) -> DirectionWords:
    """Return both notations, understood or refused."""
    return DirectionWords(
        "campaign.list",
        tuple(
            Worded(name, (True,), exchange("campaign.list", 200 if ok else 400, {}))
            for name, ok in understood.items()
        ),
    )


def test_one_notation_of_a_direction_suffices() -> None:
    """A sign or a word may be refused, but not both."""
    check = "direction-of-a-sort-is-understood"

    assert [] == verdicts(check, directions(sign=True, word=False))
    assert 1 == len(verdicts(check, directions(sign=False, word=False)))


@pytest.mark.parametrize(
    ("owner", "users", "wrong"),
    [("u1", ("u1",), 0), ("u1", (), 1), ("u1", ("u1", "u2"), 1), ("", ("u1",), 1)],
)
def test_a_lookup(owner: str, users: tuple[str, ...], wrong: int) -> None:
    """A value leads to its one owner, and a value of nobody to nobody."""
    asked = Lookup("audience.by-phone", "phone", owner, found(*users), "D-LOOKUP-01")
    evidence = Lookups("audience.by-phone", (asked,))

    assert wrong == len(verdicts("lookup-finds-its-owner", evidence))


def test_a_segment_condition() -> None:
    """One spelling that finds the members suffices; a wrong answer alone convicts."""
    check, members = "segment-condition-is-membership", found("u1")
    refused = found(status=422)

    assert [] == verdicts(check, SegmentCondition("x", members, (refused, found("u1"))))
    assert 1 == len(verdicts(check, SegmentCondition("x", members, (found("u2"),))))


def test_less_data() -> None:
    """Less data is a part of all data, and all data is the default."""
    check, whole = "less-data-is-a-part-of-all", found("u1")

    assert [] == verdicts(check, PartialData("x", whole, whole, whole))
    assert 1 == len(verdicts(check, PartialData("x", whole, whole, found("u2"))))
    assert 1 == len(verdicts(check, PartialData("x", found(), whole, whole)))


def test_all_data_is_no_essence() -> None:
    """What only the highest level opens is not all among the essentials."""
    check, tags = "less-data-is-a-part-of-all", CONTRACT.attribute("tags").uid
    user = {"id": "1", "attributesData": {USER: "u1", tags: ["a"]}}
    whole = exchange("audience.search", 200, {"entities": [user]})

    assert [] == verdicts(check, PartialData("x", whole, whole, found("u1")))
    assert 1 == len(verdicts(check, PartialData("x", whole, whole, whole)))


def test_figures() -> None:
    """A wrong sum or bucket convicts, and a refusal is an observation."""
    check = "aggregations-figure-what-was-written"
    figures = (
        Figure("sum", "D-AGGREGATE-02", value=3),
        Figure("days", "D-AGGREGATE-01", adds_up_to=2),
    )

    def answered(value: float, *counts: int, status: int = 200) -> Figures:
        buckets = [{"key": str(n), "doc_count": c} for n, c in enumerate(counts)]
        body = {"entities": {"sum": {"value": value}, "days": {"buckets": buckets}}}
        return Figures("x", exchange("event.aggregations", status, body), figures)

    assert [] == verdicts(check, answered(3, 1, 1))
    assert 2 == len(verdicts(check, answered(4, 1)))
    refused = verdicts(check, answered(4, 1, status=400))
    assert {"assumed"} == {v.provenance for v in refused if isinstance(v, Violation)}
