"""Page through as many contacts, events and rows as one likes, and compare."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from ..cases import MissingFact
from ..cases.filter_questions import Node
from ..cases.marked import MARK_ROLE
from ..cases.numbered import (
    amounts,
    first_contacts,
    first_events,
    numbered_contacts,
    numbered_event,
    numbering_kind,
)
from ..contract import Endpoint, Json
from ..exchange import Request
from ..finding import Outcome, Reason
from ..oracles.disclosure import attributes_of
from ..oracles.isolation import cursor_of
from ..oracles.listings import rows_of
from ..oracles.ordering import Ordered
from ..oracles.walks import (
    BorrowedCursor,
    CompleteWalk,
    DisturbedWalk,
    OffsetAnswers,
    ScrollWalk,
    Walk,
)
from ..tokens import TokenNeed
from ..trial import Trial
from .filtering import segment_path
from .relations import instants
from .walking import Scroll, index_walk
from .writing import SOURCE, write_contacts

_LARGEST_PAGE = 20
_SMALL_PAGE = 3
_NEWCOMERS = 3
_FEW_ROWS = 30
_MOST_ROWS = 600
_OWNED, _OWN_SOURCES = "datasource.list", (SOURCE, "second")
_SECOND_PUSH = 4
_RULES = {
    "audience.scroll": "V-AUDIENCE-24",
    "segment.scroll": "V-AUDIENCE-20",
    "event.scroll": "V-EVENT-16",
}


@dataclass(frozen=True)
class Crowd:
    """What was written to be paged through: its filter, its order and how to add."""

    names: tuple[str, ...]
    first: Callable[[int], Node]
    add: Callable[[], None]
    members: frozenset[str] | None = None

    def among_first(self, amount: int) -> frozenset[str]:
        """Return what the filter for the first items must find."""
        names = frozenset(self.names[:amount])
        return names if self.members is None else names & self.members


def sizes_of(trial: Trial) -> tuple[int, ...]:
    """Return the page sizes that a profile tries."""
    return tuple(sorted({1, 3, min(_LARGEST_PAGE, trial.profile.examples)}))


def judge_scroll(trial: Trial, endpoint: Endpoint) -> None:
    """Judge a scroll at every page size and amount, and under writes and borrowing."""
    cases = {
        name: f"{endpoint.id}/{name}"
        for name in ("complete", "sorted", "disturbed", "other-query", "other-token")
    }
    if not trial.may("write", cases["complete"]):
        return
    with trial.attempting(cases["complete"]):
        events = endpoint.id.startswith("event.")
        crowd = (_events if events else _contacts)(trial)
        path = segment_path(trial, endpoint.id)
        scroll = Scroll(trial, endpoint.id, events, path)
        crowd = _within_reach(scroll, crowd)
        rule = _RULES[endpoint.id]
        _judge_complete(trial, scroll, crowd, rule, cases["complete"])
        _judge_sorted(trial, scroll, crowd, rule, cases["sorted"])
        _judge_query(trial, scroll, crowd, cases["other-query"])
        if not events:
            _judge_token(trial, scroll, crowd, cases["other-token"])
        _judge_disturbed(trial, scroll, crowd, rule, cases["disturbed"])


def judge_offsets(trial: Trial, endpoint: str) -> None:
    """Judge the offset of a sorted search."""
    case = f"{endpoint}/offset"
    if not trial.may("write", case, endpoint=endpoint):
        return
    with trial.attempting(case, endpoint=endpoint):
        events = endpoint.startswith("event.")
        crowd = (_events if events else _contacts)(trial)
        amount = len(crowd.names)
        key = "created-at" if events else trial.contract.attribute("user-id").uid
        body = {
            "root": crowd.first(amount),
            "sortField": key,
            "sortAsc": True,
            "limit": trial.contract.limit("search.page"),
        }

        def ask(members: dict[str, Json]) -> Request:
            return trial.world.builder().build(endpoint, body=body | members)

        every, _ = trial.send(ask({}))
        offsets = sorted({1, amount // 2, amount - 1, amount})
        skipped = tuple((o, trial.send(ask({"offset": o}))[0]) for o in offsets)
        trial.judge(
            OffsetAnswers(endpoint, every, skipped, events),
            case=case,
            endpoint=endpoint,
            exchanges=[every, *(exchange for _, exchange in skipped)],
        )


def judge_index_pages(trial: Trial, endpoint: Endpoint) -> None:
    """Judge that an index holds the same rows on pages of every size."""
    case = f"{endpoint.id}/index-pages"
    with trial.attempting(case):
        if not trial.exists(endpoint.id, {case: None}):
            return

        def ask(query: tuple[tuple[str, str], ...]) -> Request:
            return trial.world.builder().build(endpoint.id, query=query)

        own = _own_rows(trial, endpoint)
        default = trial.contract.limit("index.page-default")
        every = index_walk(trial, ask, size=default, amount=_MOST_ROWS)
        if not (own or every.listed) and every.exchanges[0].response.succeeded:
            detail, without = "the index lists nothing", Outcome.NOT_APPLICABLE
            trial.abstain(case, Reason.NO_FIXTURE, detail, outcome=without)
            return
        if not every.ended:
            detail = f"the index lists more than the {_MOST_ROWS} rows that a run reads"
            trial.abstain(
                case, Reason.BUDGET_SPENT, detail, outcome=Outcome.NOT_APPLICABLE
            )
            return
        since, expected = len(trial.records), own | frozenset(every.listed)
        for size in (1, 2) if len(expected) <= _FEW_ROWS // 3 else (_FEW_ROWS,):
            walk = index_walk(trial, ask, size=size, amount=len(expected))
            evidence = CompleteWalk(endpoint.id, walk, expected, "D-INDEX-04")
            trial.judge(evidence, case=case, exchanges=walk.exchanges)
        trial.roll_up(case, since)


def _own_rows(trial: Trial, endpoint: Endpoint) -> frozenset[str]:
    """Return the rows that the run itself made an index hold."""
    if endpoint.id != _OWNED or "write" not in trial.target.allowed:
        return frozenset()
    return frozenset(trial.world.datasource(name).own_id for name in _OWN_SOURCES)


def _judge_complete(
    trial: Trial, scroll: Scroll, crowd: Crowd, rule: str, case: str
) -> None:
    since = len(trial.records)
    for size in sizes_of(trial):
        for amount in amounts(size):
            walk = scroll.walk(crowd.first(amount), size=size, amount=amount)
            expected = crowd.among_first(amount)
            evidence = ScrollWalk(scroll.endpoint, walk, expected, rule, scroll.events)
            trial.judge(evidence, case=case, exchanges=walk.exchanges)
    trial.roll_up(case, since)


def _judge_sorted(
    trial: Trial, scroll: Scroll, crowd: Crowd, rule: str, case: str
) -> None:
    """Walk through the same matches upwards, downwards, and all equal in the order."""
    since, amount = len(trial.records), 2 * _SMALL_PAGE + 1
    for upwards, role in ((True, "user-id"), (False, "user-id"), (True, MARK_ROLE)):
        sorting = replace(scroll, upwards=upwards, role=role)
        walk = sorting.walk(crowd.first(amount), size=_SMALL_PAGE, amount=amount)
        expected = crowd.among_first(amount)
        evidence = ScrollWalk(scroll.endpoint, walk, expected, rule, scroll.events)
        trial.judge(evidence, case=case, exchanges=walk.exchanges)
        if role != MARK_ROLE:
            order = _order_of(sorting, walk)
            trial.judge(order, case=case, exchanges=walk.exchanges, laws=("filters",))
    trial.roll_up(case, since)


def _order_of(scroll: Scroll, walk: Walk) -> Ordered:
    """Return the order in which the pages of a walk, one after another, list."""
    rows = [row for exchange in walk.exchanges for row in rows_of(exchange)]
    uid = scroll.trial.contract.attribute(scroll.role).uid
    contacts = (tuple((attributes_of(row).get(uid),) for row in rows),)
    events = instants(rows) if scroll.events else ()
    return Ordered(
        scroll.endpoint,
        f"pages {'upwards' if scroll.upwards else 'downwards'}",
        walk.exchanges[-1],
        events if scroll.events else contacts,
        (bool(scroll.upwards),),
        "V-EVENT-09" if scroll.events else "D-FILTER-06",
    )


def _judge_disturbed(
    trial: Trial, scroll: Scroll, crowd: Crowd, rule: str, case: str
) -> None:
    amount = len(crowd.names)
    walk = scroll.walk(
        crowd.first(amount), size=2, amount=amount + _NEWCOMERS, between=crowd.add
    )
    settled = crowd.among_first(amount)
    evidence = DisturbedWalk(scroll.endpoint, walk, settled, rule, scroll.events)
    trial.judge(evidence, case=case, exchanges=walk.exchanges)


def _judge_query(trial: Trial, scroll: Scroll, crowd: Crowd, case: str) -> None:
    """Go on with another filter than the one that the cursor was given for."""
    amount = len(crowd.names)
    first = scroll.page(crowd.first(amount), 1)
    own = scroll.page(crowd.first(1), 1)
    probe = scroll.page(crowd.first(1), 1, cursor_of(first))
    evidence = BorrowedCursor(
        scroll.endpoint,
        "another query",
        probe,
        frozenset(crowd.names),
        own,
        "V-AUDIENCE-21",
        scroll.events,
    )
    trial.judge(evidence, case=case, exchanges=[first, own, probe])


def _judge_token(trial: Trial, scroll: Scroll, crowd: Crowd, case: str) -> None:
    """Go on with a token that may see less of every contact."""
    row = trial.contract.access[scroll.endpoint]
    least = min(row.alternatives[0].scopes, key=len)
    narrow = TokenNeed(scopes=least | _reading(trial))
    with trial.attempting(case):
        root = crowd.first(len(crowd.names))
        first = scroll.page(root, 1)
        own = scroll.page(root, 1, need=narrow)
        probe = scroll.page(root, 1, cursor_of(first), need=narrow)
        evidence = BorrowedCursor(
            scroll.endpoint,
            "a token that may see less",
            probe,
            frozenset(crowd.names) | _own_ids(trial, scroll, crowd),
            own,
            "V-AUDIENCE-25",
            events=False,
        )
        trial.judge(evidence, case=case, exchanges=[first, own, probe])


def _reading(trial: Trial) -> frozenset[str]:
    """Return the scope of the lowest level, which shows the least of a contact."""
    lowest = min(trial.contract.levels, key=lambda level: level.rank)
    return frozenset((lowest.scope,))


def _own_ids(trial: Trial, scroll: Scroll, crowd: Crowd) -> frozenset[str]:
    """Return the ids of the contacts, by which a row without its user id is known."""
    page = scroll.page(
        crowd.first(len(crowd.names)), trial.contract.limit("scroll.page")
    )
    return frozenset(str(row.get("id")) for row in rows_of(page))


def _within_reach(scroll: Scroll, crowd: Crowd) -> Crowd:
    """Return the part of a crowd that a segment holds; all of it elsewhere."""
    if not scroll.path:
        return crowd
    largest = scroll.trial.contract.limit("scroll.page")
    members = scroll.names(scroll.page(crowd.first(len(crowd.names)), largest))
    return replace(crowd, members=frozenset(members))


def _contacts(trial: Trial) -> Crowd:
    """Write contacts of which any amount can be asked for."""
    world, contract = trial.world, trial.contract
    sizes = sizes_of(trial)
    count = 2 * max(sizes) + 2
    wanted = frozenset(n for size in sizes for n in amounts(size)) | {count}
    crowd = numbered_contacts(contract, world.canaries, count=count, wanted=wanted)
    write_contacts(trial, list(crowd.contacts))

    def add() -> None:
        more = numbered_contacts(
            contract, world.canaries, count=_NEWCOMERS, wanted=frozenset()
        )
        lists = contract.attribute("lists").uid
        base = crowd.contacts[0]
        unique = [contract.attribute(role).uid for role in ("user-id", "phone")]
        write_contacts(
            trial,
            [
                base | {uid: new[uid] for uid in unique} | {lists: base[lists]}
                for new in more.contacts
            ],
        )

    return Crowd(
        crowd.user_ids,
        lambda number: first_contacts(contract, crowd.mark, number),
        add,
    )


def _events(trial: Trial) -> Crowd:
    """Write events of which any amount can be asked for."""
    world, contract = trial.world, trial.contract
    kind = numbering_kind(contract)
    mark, user_id = world.canaries.name(), world.canaries.user_id()
    count = 2 * max(sizes_of(trial)) + 2
    write_contacts(trial, [{contract.attribute("user-id").uid: user_id}])
    begun = datetime.now(UTC) - timedelta(seconds=count)

    def write(numbers: Iterable[int]) -> tuple[str, ...]:
        events = [
            world.event(user_id)
            | {
                "_event_type": kind.uid,
                "_event_date": _seconds_after(begun, number),
                "_event_parameters": numbered_event(kind, mark, number),
            }
            for number in numbers
        ]
        answer = world.push_events(events, datasource=SOURCE)
        if not answer.response.succeeded:
            raise MissingFact("event")
        return tuple(str(event["_event_id"]) for event in events)

    # In two pushes, so that what was pushed later is later by every clock.
    first, later = range(_SECOND_PUSH), range(_SECOND_PUSH, count)
    return Crowd(
        write(first) + write(later),
        lambda number: first_events(kind, mark, number),
        lambda: (write([0] * _NEWCOMERS), None)[1],
    )


def _seconds_after(begun: datetime, number: int) -> str:
    return (begun + timedelta(seconds=number)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
