"""Push events once, twice and to nobody, and look where they show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from ..cases.batch_items import BatchItem, EventKind, good_event, minutes_later
from ..oracles.batches import outcomes
from ..oracles.event_stories import (
    EventSeen,
    EventsSeen,
    KnownIds,
    Overwriting,
    Undated,
    UnknownPeople,
)
from ..trial import Trial
from .events_read import (
    decimal_kind,
    in_search,
    listed_or_outnumbered,
    on_timeline,
    plain_kind,
)
from .pushes import CONTACTS, EVENTS, PATIENCE, QUEUED
from .story import SYNCHRONOUS, Query, Story, tell

OTHER_DAY = "2023-11-07T19:45:00.000Z"
_MANY = 12


def judge_gathering(trial: Trial) -> None:
    """Judge events that come once, in one batch, again, and equal but for their id."""
    stories = {
        "once": _once,
        "retried": _retried,
        "twice-in-one-batch": _twice_in_one_batch,
        "equal-but-for-the-id": _equal_but_for_the_id,
        "of-two-contacts": _of_two_contacts,
        "many-in-one-batch": _many_in_one_batch,
        "with-a-decimal": _with_a_decimal,
        "again-for-another-contact": _again_for_another_contact,
        "before-its-contact-comes-again": _before_its_contact_comes_again,
    }
    for name, telling in stories.items():
        tell(trial, f"events/{name}", telling, endpoint=EVENTS)


def judge_overwriting(trial: Trial) -> None:
    """Judge what a known id changes that comes with other contents."""
    for what in ("parameters", "date", "both-queued"):
        tell(
            trial,
            f"events/known-id/{what}",
            partial(_overwrite, what=what),
            endpoint=EVENTS,
        )


def judge_known_ids(trial: Trial) -> None:
    """Judge whether one rule answers every push of a known id."""

    def telling(story: Story) -> KnownIds:
        kind, (user_id, _) = plain_kind(story), story.new_person()
        one = _event(story, kind, user_id)
        other = _event(story, kind, user_id, _event_id=one.item["_event_id"])
        said = {}
        _push(story, [one])
        for name, again in (("equal", one), ("different", other)):
            said[name] = _push(story, [again])[0]
        twin = _event(story, kind, user_id)
        said["in-one-batch"] = _push(story, [twin, twin])[1]
        return KnownIds(said)

    tell(trial, "events/known-id/answers", telling, endpoint=EVENTS)


def judge_unknown_people(trial: Trial) -> None:
    """Judge whether one rule explains events of contacts that do not exist."""

    def telling(story: Story) -> UnknownPeople:
        kind = plain_kind(story)
        accepted, people = {}, {}
        for mode, query in (("synchronous", SYNCHRONOUS), ("queued", QUEUED)):
            nobody = story.canaries.user_id()
            story.world.remember([{story.uid("user-id"): nobody}])
            accepted[mode] = _push(story, [_event(story, kind, nobody)], query)[0]
            if query == QUEUED:
                story.settle(PATIENCE)
            people[mode] = story.person(nobody) is not None
        return UnknownPeople(accepted, people)

    tell(trial, "events/unknown-contact", telling, endpoint=EVENTS)


def judge_undated(trial: Trial) -> None:
    """Judge when an event happened that names no date."""

    def telling(story: Story) -> Undated:
        kind, (user_id, audience_id) = plain_kind(story), story.new_person()
        one = _event(story, kind, user_id)
        item = {key: v for key, v in one.item.items() if key != "_event_date"}
        answer = story.push(EVENTS, [item])
        return Undated(answer, on_timeline(story, audience_id, one.key))

    tell(trial, "events/without-a-date", telling, endpoint=EVENTS)


def _once(story: Story) -> EventsSeen:
    kind, person = plain_kind(story), story.new_person()
    one = _event(story, kind, person[0])
    said = _push(story, [one])
    return _seen(story, kind, person, {"event": (one, said[0])})


def _retried(story: Story) -> EventsSeen:
    kind, person = plain_kind(story), story.new_person()
    one, other = (_event(story, kind, person[0]) for _ in range(2))
    said = _push(story, [one, other])
    for _ in range(2):
        _push(story, [one, other])
    events = {"first": (one, said[0]), "last": (other, said[1])}
    return _seen(story, kind, person, events)


def _twice_in_one_batch(story: Story) -> EventsSeen:
    kind, person = plain_kind(story), story.new_person()
    one = _event(story, kind, person[0])
    said = _push(story, [one, one])
    return _seen(story, kind, person, {"event": (one, said[0])})


def _equal_but_for_the_id(story: Story) -> EventsSeen:
    kind, person = plain_kind(story), story.new_person()
    one = _event(story, kind, person[0])
    twins = [one]
    for _ in range(2):
        item = {**one.item, "_event_id": story.canaries.user_id()}
        twins.append(BatchItem("good", item, str(item["_event_id"])))
    said = _push(story, twins)
    shown = on_timeline(story, person[1], one.key)
    found = len(in_search(story, kind, one.key))
    each = len(twins)
    return EventsSeen(
        tuple(
            EventSeen(
                f"twin {n}",
                twin.item,
                bool(said[n]),
                shown[n : n + 1] if len(shown) <= each else shown[n::each],
                0,
                int(n < found),
            )
            for n, twin in enumerate(twins)
        )
    )


def _of_two_contacts(story: Story) -> EventsSeen:
    kind = plain_kind(story)
    person, other = story.new_person(), story.new_person()
    one, theirs = _event(story, kind, person[0]), _event(story, kind, other[0])
    said = _push(story, [one, theirs])
    mine = _seen(story, kind, person, {"mine": (one, said[0])}, others=[other[1]])
    them = {"theirs": (theirs, said[1])}
    return EventsSeen(
        mine.events + _seen(story, kind, other, them, others=[person[1]]).events
    )


def _many_in_one_batch(story: Story) -> EventsSeen:
    kind, person = plain_kind(story), story.new_person()
    # Each is newer than the one before it, so a list of the newest must hold the last.
    batch = [
        _event(story, kind, person[0], _event_date=minutes_later(number))
        for number in range(_MANY)
    ]
    said = _push(story, batch)
    looked = {"first": 0, "middle": _MANY // 2, "last": _MANY - 1}
    events = {name: (batch[n], said[n]) for name, n in looked.items()}
    return _seen(story, kind, person, events)


def _with_a_decimal(story: Story) -> EventsSeen:
    kind, person = decimal_kind(story), story.new_person()
    one = _event(story, kind, person[0])
    said = _push(story, [one])
    return _seen(story, kind, person, {"decimal": (one, said[0])})


def _again_for_another_contact(story: Story) -> EventsSeen:
    kind, person, other = plain_kind(story), story.new_person(), story.new_person()
    one = _event(story, kind, person[0])
    said = _push(story, [one])
    moved = {**one.item, story.uid("user-id"): other[0]}
    _push(story, [BatchItem("moved", moved, one.key)])
    found = {"first": (one, said[0])}
    seen = _seen(story, kind, person, found, others=[other[1]])
    return EventsSeen(tuple(replace(event, twin=True) for event in seen.events))


def _before_its_contact_comes_again(story: Story) -> EventsSeen:
    kind, person = plain_kind(story), story.new_person()
    one = _event(story, kind, person[0])
    said = _push(story, [one])
    again = {story.uid("user-id"): person[0]}
    story.push(CONTACTS, [again])
    story.push(CONTACTS, [again | {story.uid("first-name"): story.canaries.name()}])
    return _seen(story, kind, person, {"earlier": (one, said[0])})


def _overwrite(story: Story, what: str) -> Overwriting:
    kind, (user_id, audience_id) = plain_kind(story), story.new_person()
    one = _event(story, kind, user_id)
    event_id = str(one.item["_event_id"])
    _push(story, [one])
    before = on_timeline(story, audience_id, event_id, one.key)
    intruder = _event(story, kind, user_id, _event_id=event_id, _event_date=OTHER_DAY)
    item = dict(intruder.item)
    if what == "date":
        item["_event_parameters"] = one.item["_event_parameters"]
    if what == "parameters":
        item["_event_date"] = one.item["_event_date"]
    queued = what == "both-queued"
    story.push(EVENTS, [item], query=QUEUED if queued else SYNCHRONOUS)
    if queued:
        story.settle(PATIENCE)
    after = on_timeline(story, audience_id, event_id, one.key)
    text = intruder.key if what != "date" else ""
    found = len(in_search(story, kind, text)) if text else 0
    return Overwriting(what, before, after, found)


def _event(story: Story, kind: EventKind, user_id: str, **members: object) -> BatchItem:
    good = good_event(story.contract, story.canaries, kind, user_id)
    return BatchItem(good.name, {**good.item, **members}, good.key)


def _push(
    story: Story, batch: Sequence[BatchItem], query: Query = SYNCHRONOUS
) -> tuple[bool, ...]:
    """Push events; return for each whether it was accepted."""
    answer = story.push(EVENTS, [one.item for one in batch], query=query)
    said = outcomes(answer.response.body, len(batch)) or (None,) * len(batch)
    return tuple(answer.response.succeeded and one is not False for one in said)


def _seen(
    story: Story,
    kind: EventKind,
    person: tuple[str, str],
    events: Mapping[str, tuple[BatchItem, bool]],
    *,
    others: Sequence[str] = (),
) -> EventsSeen:
    found = []
    for name, (one, accepted) in events.items():
        marks = (str(one.item["_event_id"]), one.key)
        own, lacks = listed_or_outnumbered(story, person[1], one.item, *marks)
        astray = sum(len(on_timeline(story, other, *marks)) for other in others)
        searched = len(in_search(story, kind, one.key))
        found.append(EventSeen(name, one.item, accepted, own, astray, searched, lacks))
    return EventsSeen(tuple(found))
