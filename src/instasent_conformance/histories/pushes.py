"""Push batches of contacts and events, and look what became of their items."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from ..cases.batch_items import (
    BatchItem,
    arrangements,
    bad_contacts,
    bad_events,
    good_contact,
    good_event,
)
from ..oracles.pushes import (
    FailingPushes,
    FullPush,
    ItemSent,
    LatePush,
    LongPush,
    MixedPush,
    Mode,
    Push,
    RepeatedPush,
    TrialPush,
    TrialPushes,
    announced_limit,
)
from ..oracles.refusals import finds_something
from ..trial import Trial
from .events_read import is_anywhere, plain_kind
from .story import SYNCHRONOUS, Query, Story, tell

CONTACTS = "stream.push-contacts"
EVENTS = "stream.push-events"
QUEUED: Query = ()
PATIENCE = 10.0
"""How many seconds are allowed to what is to show within seconds."""

_WAITS = (0.0, 0.1, 0.4, 1.0, 2.5, 6.0)
_GOOD_ITEMS = 5


@dataclass
class Cargo:
    """What can be pushed to one endpoint, and how it is found again."""

    endpoint: str
    good: Callable[[], BatchItem]
    bad: Callable[[], Sequence[BatchItem]]
    is_stored: Callable[[str], bool]


def cargo(story: Story, endpoint: str, *, datasource: str = "first") -> Cargo:
    """Return the cargo of an endpoint; events are those of a contact made for it."""
    contract, canaries = story.contract, story.canaries
    if endpoint == CONTACTS:
        return Cargo(
            endpoint,
            lambda: good_contact(contract, canaries),
            lambda: tuple(bad_contacts(contract, canaries)),
            lambda key: _holds(story, key),
        )
    kind = plain_kind(story)
    user_id, audience_id = story.new_person(datasource=datasource)
    return Cargo(
        endpoint,
        lambda: good_event(contract, canaries, kind, user_id),
        lambda: tuple(bad_events(contract, canaries, kind, user_id)),
        lambda text: is_anywhere(story, audience_id, kind, text),
    )


def judge_mixed(trial: Trial, endpoint: str) -> None:
    """Judge batches that mix good and bad items, synchronous ones and a queued one."""
    names = ("bad-first", "bad-in-the-middle", "bad-around-one")

    def telling(story: Story, name: str, query: Query) -> Push:
        looked = query == SYNCHRONOUS
        # What is not looked for goes to a data source that is not the project's first.
        source = "first" if looked else "second"
        load = cargo(story, endpoint, datasource=source)
        good = [load.good() for _ in range(_GOOD_ITEMS)]
        batch = dict(arrangements(good, list(load.bad())))[name]
        pushed = [one.item for one in batch]
        answer = story.push(endpoint, pushed, datasource=source, query=query)
        items = tuple(
            _sent(one, stored=load.is_stored(one.key) if looked else None)
            for one in batch
        )
        mode: Mode = "synchronous" if looked else "queued"
        return MixedPush(endpoint, mode, items, answer)

    for name in names:
        tell(
            trial,
            f"{endpoint}/{name}",
            partial(telling, name=name, query=SYNCHRONOUS),
            endpoint=endpoint,
        )
    tell(
        trial,
        f"{endpoint}/queued-and-mixed",
        partial(telling, name=names[1], query=QUEUED),
        endpoint=endpoint,
    )


def judge_failing(trial: Trial) -> None:
    """Judge what answers batches that hold nothing but items that must fail."""

    def failing(story: Story, endpoint: str) -> Push:
        load = cargo(story, endpoint)
        batch = [one for one in load.bad() if one.provenance == "documented"]
        answer = story.push(endpoint, [one.item for one in batch])
        items = tuple(_sent(one, stored=None) for one in batch)
        return Push(endpoint, "synchronous", items, answer)

    def telling(story: Story) -> FailingPushes:
        return FailingPushes(tuple(failing(story, one) for one in (CONTACTS, EVENTS)))

    tell(trial, "batches/all-bad", telling, endpoint=CONTACTS)


def judge_sizes(trial: Trial, endpoint: str) -> None:
    """Judge batches of one fewer than the limit, of the limit, and of one more."""

    def full(story: Story, missing: int) -> FullPush:
        load = cargo(story, endpoint)
        batch = [load.good() for _ in range(_limit(story, load) - missing)]
        answer = story.push(endpoint, [one.item for one in batch])
        looked = {0, len(batch) // 2, len(batch) - 1}
        items = tuple(
            _sent(one, stored=load.is_stored(one.key) if place in looked else None)
            for place, one in enumerate(batch)
        )
        return FullPush(endpoint, "synchronous", items, answer)

    def overfull(story: Story) -> LongPush:
        load = cargo(story, endpoint)
        limit = _limit(story, load)
        batch = [load.good() for _ in range(limit + 1)]
        answer = story.push(endpoint, [one.item for one in batch])
        stored = any(load.is_stored(one.key) for one in (batch[0], batch[-1]))
        return LongPush(endpoint, limit + 1, answer, stored)

    for name, missing in (("one-fewer", 1), ("full", 0)):
        tell(
            trial,
            f"{endpoint}/{name}",
            partial(full, missing=missing),
            endpoint=endpoint,
        )
    tell(trial, f"{endpoint}/one-too-many", overfull, endpoint=endpoint)


def judge_trial_push(trial: Trial, endpoint: str) -> None:
    """Judge a good push that asks for a trial only."""

    def telling(story: Story) -> TrialPush:
        flags = (*SYNCHRONOUS, ("_dryRun", "true"))
        return _try(story, endpoint, flags, bare=False)

    tell(trial, f"{endpoint}/trial", telling, endpoint=endpoint)


def judge_bare_flags(trial: Trial) -> None:
    """Judge whether a flag without a value means the same at every endpoint."""

    def telling(story: Story) -> TrialPushes:
        flags = (*SYNCHRONOUS, ("_dryRun", ""))
        return TrialPushes(
            tuple(_try(story, name, flags, bare=True) for name in (CONTACTS, EVENTS))
        )

    tell(trial, "flags/without-a-value", telling, endpoint=CONTACTS)


def judge_queued(trial: Trial, endpoint: str) -> None:
    """Judge how soon a queued push shows, of good items and beside one that fails."""

    def telling(story: Story, failing: int) -> LatePush:
        load = cargo(story, endpoint)
        good = [load.good(), load.good()]
        batch = [good[0], *load.bad()[:failing], good[1]]
        answer = story.push(endpoint, [one.item for one in batch], query=QUEUED)
        waited = 0.0
        for seconds in _WAITS:
            if seconds:
                trial.target.wait(seconds)
            waited += seconds
            if all(load.is_stored(one.key) for one in good):
                return LatePush(endpoint, answer, waited, PATIENCE)
        return LatePush(endpoint, answer, None, PATIENCE)

    for failing, name in enumerate(("queued", "queued-beside-a-bad-one")):
        case = f"{endpoint}/{name}"
        tell(trial, case, partial(telling, failing=failing), endpoint=endpoint)


def judge_repeated(trial: Trial) -> None:
    """Judge what a data source holds of a batch that comes three times."""

    def telling(story: Story) -> RepeatedPush:
        load = cargo(story, CONTACTS)
        batch = [load.good(), load.good()]
        held = []
        for times in (1, 2):
            for _ in range(times):
                story.push(CONTACTS, [one.item for one in batch])
            held.append(
                {f"contact {n}": _kept(story, one) for n, one in enumerate(batch)}
            )
        return RepeatedPush(*held)

    tell(trial, f"{CONTACTS}/repeated", telling, endpoint=CONTACTS)


def _kept(story: Story, one: BatchItem) -> object:
    record = story.record(one.key)
    wanted = ("id", "contactId", "audienceId", "contactData")
    return {name: record.get(name) for name in wanted} if record else None


def _try(story: Story, endpoint: str, flags: Query, *, bare: bool) -> TrialPush:
    load = cargo(story, endpoint)
    one = load.good()
    answer = story.push(endpoint, [one.item], query=flags)
    stored = load.is_stored(one.key)
    if not stored:
        story.settle(PATIENCE)
        stored = load.is_stored(one.key)
    return TrialPush(endpoint, bare, answer, stored)


def _limit(story: Story, load: Cargo) -> int:
    answer = story.push(load.endpoint, [load.good().item])
    announced = announced_limit(story.contract, answer)
    return announced or story.contract.limit("batch.items")


def _holds(story: Story, key: str) -> bool:
    if "@" not in key:
        return story.record(key) is not None
    answer = story.ask("audience.by-email", path={"userEmail": key})
    return finds_something(answer.response)


def _sent(one: BatchItem, *, stored: bool | None) -> ItemSent:
    return ItemSent(one.name, one.defect, one.provenance, stored)
