"""Every check of the law agreement passes and convicts."""

from __future__ import annotations

from instasent_conformance.checks import all_checks
from instasent_conformance.contract import Json, load_registry
from instasent_conformance.exchange import Exchange
from instasent_conformance.finding import Abstention, Violation
from instasent_conformance.oracles.stories import (
    ContactStory,
    DetailStory,
    EventStory,
    MessageStory,
    StatisticsStory,
    TokenStory,
    TotalStory,
)

from .exchanges import exchange

CONTRACT = load_registry()
USER = CONTRACT.attribute("user-id").uid
NAME = CONTRACT.attribute("first-name").uid


def verdicts(check: str, evidence: object) -> list[Violation | Abstention]:
    """Return what a check says."""
    return list(all_checks()[check].judge(evidence, CONTRACT))


def rows(endpoint: str, *found: Json, **metadata: Json) -> Exchange:
    """Return an answer that lists rows."""
    body = {"entities": list(found), "metadata": metadata}
    return exchange(endpoint, 200, body)


def contact(name: str, user: str = "u1") -> dict[str, Json]:
    """Return a contact as an answer shows it."""
    return {"id": "a1", "attributesData": {USER: user, NAME: name}}


def test_reads_of_a_contact() -> None:
    """Two names for one contact convict, flattened or not; so does its absence."""
    check = "every-read-shows-the-same-contact"
    alone = exchange("audience.get", 200, {"entity": contact("Ada")})
    flat = rows("audience.scroll", {"id": "a1", USER: "u1", NAME: "Ada"})

    assert [] == verdicts(check, ContactStory("u1", (alone, flat)))
    wrong = rows("audience.search", contact("Eve"))
    assert 1 == len(verdicts(check, ContactStory("u1", (alone, wrong))))
    assert 1 == len(verdicts(check, ContactStory("u1", (alone, rows("x")))))


def test_reads_of_a_custom_attribute() -> None:
    """A custom attribute that one read lacks convicts, where it was written."""
    check, custom = "every-read-shows-the-same-contact", frozenset(("points",))
    whole = exchange("audience.get", 200, {"entity": {USER: "u1", "points": 1}})
    bare = rows("audience.search", {USER: "u1"})

    assert [] == verdicts(check, ContactStory("u1", (whole, bare)))
    assert [] == verdicts(check, ContactStory("u1", (whole, whole), custom))
    assert 1 == len(verdicts(check, ContactStory("u1", (whole, bare), custom)))


def test_lists_of_events() -> None:
    """Grouped or listed, under either key; a lost or repeated event convicts."""
    check, written = "every-list-shows-the-same-events", frozenset(("e1", "e2"))
    grouped = exchange(
        "audience.events", 200, {"entities": {"t": [{"id": "e1"}, {"id": "e2"}]}}
    )
    listed = rows("event.search", {"_event_id": "e1"}, {"_event_id": "e2"})

    assert [] == verdicts(check, EventStory(written, (grouped, listed)))
    assert 1 == len(verdicts(check, EventStory(written, (rows("x", {"id": "e1"}),))))
    twice = rows("x", {"id": "e1"}, {"id": "e1"}, {"id": "e2"})
    assert 1 == len(verdicts(check, EventStory(written, (twice,))))
    other = rows("x", {"id": "e1", "type": "t"}, {"id": "e2", "type": "u"})
    assert 1 == len(verdicts(check, EventStory(written, (other,), "t")))
    assert 1 == len(verdicts(check, EventStory(written, (rows("x"),))))


def test_lists_of_events_under_other_names() -> None:
    """An id is read in any spelling; where none can be read, nothing is said."""
    check, written = "every-list-shows-the-same-events", frozenset(("e1", "e2"))
    camel = rows("x", {"id": "7", "eventId": "e1"}, {"id": "8", "eventId": "e2"})
    foreign = rows("x", {"id": "7", "eventId": "e1"}, {"id": "8", "eventId": "e3"})
    own = rows("x", {"id": "7"}, {"id": "8"})

    assert [] == verdicts(check, EventStory(written, (camel,)))
    (lost,) = verdicts(check, EventStory(written, (foreign,)))
    assert isinstance(lost, Violation)
    (said,) = verdicts(check, EventStory(written, (own,)))
    assert isinstance(said, Abstention)


def test_totals() -> None:
    """A total that counts the page alone convicts."""
    right, wrong = rows("x", totalHits=2), rows("x", totalHits=1)

    assert [] == verdicts("totals-agree", TotalStory(2, (right,), "V-AUDIENCE-11"))
    story = TotalStory(2, (right, wrong), "V-AUDIENCE-11")
    assert 1 == len(verdicts("totals-agree", story))


def test_details() -> None:
    """A member that defines a thing weighs more than one that sources only assume."""

    def story(**alone: Json) -> DetailStory:
        row = {"id": "1", "title": "Sale", "extra": 1, "updatedAt": "now"}
        detail = exchange("campaign.get", 200, {"entity": alone})
        key = ("id", "title")
        return DetailStory(
            "campaign.get", row, detail, key, "V-CAMPAIGN-01", "V-CAMPAIGN-04"
        )

    def weights(evidence: DetailStory) -> list[str]:
        said = verdicts("detail-equals-its-row", evidence)
        return [one.provenance for one in said if isinstance(one, Violation)]

    assert [] == weights(story(id="1", title="Sale", updatedAt="then"))
    assert ["vendor-code"] == weights(story(id="1", title="Other"))
    assert ["assumed"] == weights(story(id="1", title="Sale", extra=2))
    assert ["vendor-code"] == weights(story(id="1"))


def test_statistics() -> None:
    """A total that does not grow by what was pushed convicts."""

    def story(before: int, after: int) -> StatisticsStory:
        first, last = (
            exchange("datasource.stats", 200, {"contacts": {"total": total}})
            for total in (before, after)
        )
        return StatisticsStory(first, exchange("x", 202), last, 3)

    assert [] == verdicts("statistics-count-what-is-held", story(4, 7))
    assert 1 == len(verdicts("statistics-count-what-is-held", story(4, 5)))


def test_kinds_of_token() -> None:
    """Contacts pushed alike by two tokens differ only in what is their own."""
    check, pushes = "both-kinds-of-token-push-to-the-same-effect", exchange("x", 202)

    def story(name: str) -> TokenStory:
        one, other = (
            exchange("audience.by-value", 200, {"entity": found})
            for found in (contact("Ada"), contact(name, "u2"))
        )
        return TokenStory((pushes, pushes), (one, other), frozenset((USER, "id")))

    assert [] == verdicts(check, story("Ada"))
    assert 1 == len(verdicts(check, story("Eve")))


def test_a_custom_text_that_one_token_loses_convicts() -> None:
    """A custom attribute that was pushed by both tokens shows with both."""
    check, pushes = "both-kinds-of-token-push-to-the-same-effect", exchange("x", 202)
    custom = {"note": "kept"}

    def read(shown: dict[str, Json]) -> Exchange:
        found = {"id": "a1", "attributesData": {USER: "u1", NAME: "Ada", **shown}}
        return exchange("audience.by-value", 200, {"entity": found})

    for other, number in ((custom, 0), ({}, 1)):
        story = TokenStory(
            (pushes, pushes),
            (read(custom), read(other)),
            frozenset((USER, "id")),
            frozenset(custom),
        )
        assert number == len(verdicts(check, story))


def test_messages() -> None:
    """Other messages by phone than by id convict, and so does a lost one."""
    check, one = "messages-are-the-same-by-id-and-by-phone", rows("x", {"id": "m1"})

    assert [] == verdicts(check, MessageStory(one, one, "m1"))
    assert 1 == len(verdicts(check, MessageStory(one, rows("x"))))
    assert 1 == len(verdicts(check, MessageStory(rows("x"), rows("x"), "m1")))
