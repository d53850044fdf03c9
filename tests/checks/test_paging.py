"""Every check of the law paging passes and convicts."""

from __future__ import annotations

import pytest

from instasent_conformance.checks import all_checks
from instasent_conformance.contract import Json, load_registry
from instasent_conformance.exchange import Exchange
from instasent_conformance.finding import Abstention, Violation
from instasent_conformance.oracles.listings import event_ids
from instasent_conformance.oracles.walks import (
    BorrowedCursor,
    DisturbedWalk,
    LargestPage,
    OffsetAnswers,
    ScrollWalk,
    Walk,
)

from .exchanges import exchange

CONTRACT = load_registry()
USER = CONTRACT.attribute("user-id").uid
RULE = "V-AUDIENCE-24"


def verdicts(check: str, evidence: object) -> list[Violation | Abstention]:
    """Return what a check says."""
    return list(all_checks()[check].judge(evidence, CONTRACT))


def page(users: str, *, status: int = 200, **attributes: Json) -> Exchange:
    """Return a page that lists contacts of one letter each."""
    rows = [{"id": u, "attributesData": {USER: u, **attributes}} for u in users]
    return exchange("audience.scroll", status, {"entities": rows})


def walk(*pages: str, ended: bool = True, status: int = 200) -> Walk:
    """Return a walk past contacts of one letter each."""
    exchanges = tuple(page(users, status=status) for users in pages)
    return Walk(2, 4, tuple(tuple(users) for users in pages), ended, exchanges)


@pytest.mark.parametrize(
    ("pages", "wrong"),
    [
        (("ab", "cd"), 0),
        (("ab", "c"), 1),
        (("ab", "bcd"), 1),
        (("ab", "cde"), 1),
        (("abcd", "abcd"), 1),
    ],
)
def test_pages(pages: tuple[str, ...], wrong: int) -> None:
    """What is lost, repeated or foreign convicts."""
    evidence = ScrollWalk("x", walk(*pages), frozenset("abcd"), RULE)

    assert wrong == len(verdicts("pages-hold-every-match-once", evidence))


def test_a_rate_limit_on_the_way_proves_nothing() -> None:
    """A walk that was stopped by the rate limit is not judged."""
    stopped = ScrollWalk("x", walk("ab", status=429), frozenset("abcd"), RULE)
    (said,) = verdicts("pages-hold-every-match-once", stopped)

    assert isinstance(said, Abstention)


@pytest.mark.parametrize(("ended", "wrong"), [(True, 0), (False, 1)])
def test_the_end(ended: bool, wrong: int) -> None:
    """A scroll whose cursors never end convicts."""
    evidence = ScrollWalk("x", walk("ab", ended=ended), frozenset("ab"), RULE)

    assert wrong == len(verdicts("scroll-comes-to-an-end", evidence))


@pytest.mark.parametrize(
    ("pages", "wrong"), [(("ab", "cn"), 0), (("ab", "n"), 1), (("ab", "bc"), 1)]
)
def test_writes_between_pages(pages: tuple[str, ...], wrong: int) -> None:
    """Newcomers may come or not; what was there is neither lost nor repeated."""
    evidence = DisturbedWalk("x", walk(*pages), frozenset("abc"), RULE)

    assert wrong == len(verdicts("writes-between-pages-disturb-nothing", evidence))


def events(*pairs: tuple[str, str]) -> Exchange:
    """Return a page of events: the names of their id, and the ids."""
    rows = [{"id": f"own-{value}", name: value} for name, value in pairs]
    return exchange("event.scroll", 200, {"entities": rows})


def event_walk(page: Exchange) -> Walk:
    """Return a walk of one page of events."""
    return Walk(2, 2, (event_ids(page),), ended=True, exchanges=(page,))


@pytest.mark.parametrize("name", ["id", "_event_id", "event_id", "eventId"])
def test_events_under_any_spelling_of_their_id(name: str) -> None:
    """Pages of events are read in every spelling; a foreign one among them convicts."""
    check, expected = "pages-hold-every-match-once", frozenset("ab")
    for last, wrong in (("b", 0), ("c", 1)):
        walk = event_walk(events((name, "a"), (name, last)))
        evidence = ScrollWalk("x", walk, expected, RULE, events=True)

        assert wrong == len(verdicts(check, evidence))


def test_events_that_cannot_be_told() -> None:
    """Events that show no id that they were pushed with prove nothing."""
    page = events(("other", "a"), ("other", "b"))
    walk, known = event_walk(page), frozenset("ab")
    for check, evidence in (
        ("pages-hold-every-match-once", ScrollWalk("x", walk, known, RULE, True)),
        (
            "writes-between-pages-disturb-nothing",
            DisturbedWalk("x", walk, known, RULE, events=True),
        ),
        (
            "borrowed-cursor-shows-nothing-more",
            BorrowedCursor("x", "a loan", page, known, page, RULE, events=True),
        ),
    ):
        (said,) = verdicts(check, evidence)

        assert isinstance(said, Abstention)


def test_an_offset() -> None:
    """An offset is kept, or by K-18 never taken; never kept only now and then."""
    check = "offset-skips-as-many-as-it-says"

    def skipped(*answers: Exchange) -> OffsetAnswers:
        numbered = tuple(enumerate(answers, start=1))
        return OffsetAnswers("x", page("abcd"), numbered, events=False)

    refused = page("", status=422)
    echoed = exchange(
        "x", 200, page("abcd").response.body | {"metadata": {"offset": 1}}
    )  # type: ignore[operator]
    assert [] == verdicts(check, skipped(page("bcd"), page("cd")))
    assert [] == verdicts(check, skipped(refused, refused))
    assert [] == verdicts(check, skipped(page("abcd"), page("abcd")))
    assert 1 == len(verdicts(check, skipped(page("bcd"), refused)))
    assert 1 == len(verdicts(check, skipped(page("cd"))))
    assert 1 == len(verdicts(check, skipped(echoed)))


def test_a_borrowed_cursor() -> None:
    """A refusal and what the sender may read pass; more of it convicts."""
    check = "borrowed-cursor-shows-nothing-more"

    def borrowed(probe: Exchange) -> BorrowedCursor:
        return BorrowedCursor(
            "x", "a loan", probe, frozenset("ab"), page("a"), RULE, events=False
        )

    assert [] == verdicts(check, borrowed(page("", status=400)))
    assert [] == verdicts(check, borrowed(page("b")))
    assert 1 == len(verdicts(check, borrowed(page("z"))))
    assert 1 == len(verdicts(check, borrowed(page("b", secret="x"))))


@pytest.mark.parametrize(
    ("served", "largest", "number"),
    [
        ((50, 50), {50, 100}, 0),
        ((50, 51, 100, 100), {50, 100}, 0),
        ((50, 51, 51), {50, 100}, 1),
        ((100, 101), {100}, 1),
        ((49,), {50}, 0),
    ],
)
def test_a_largest_page_is_of_a_stated_size(
    served: tuple[int, ...], largest: set[int], number: int
) -> None:
    """A page of one row more than the largest convicts, a smaller one does not."""
    pages = tuple(page("a" * size) for size in served)
    evidence = LargestPage("event.search", pages, frozenset(largest), "V-EVENT-08")

    assert number == len(verdicts("page-has-a-largest-size", evidence))
